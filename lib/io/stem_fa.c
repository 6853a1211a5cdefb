/* Endings from the outside in, each kind once; then broken plurals by a table. */
#include "io/stem_fa.h"

#include <stdbool.h>

#include <unicode/ustring.h>

#include "base/rc.h"

/* What a writer sets apart with a zero-width non-joiner and what does not belong to the word. */
static const UChar *const joined_endings[] = { u"ها", u"های", u"هایی", u"هایم", u"هایت", u"هایش", u"هایمان",
	u"هایتان", u"هایشان", u"ی", u"ای", u"یی", u"ام", u"ات", u"اش", u"م", u"ت", u"ش", u"مان", u"تان",
	u"شان", u"اند", u"ایم", u"اید", u"ست", u"تر", u"ترین", u"تری" };

struct ending {
	const UChar *text;
	int32_t rest; /* letters that must remain */
};

static const struct ending plural_ha[] = { { u"هایمان", 2 }, { u"هایتان", 2 }, { u"هایشان", 2 },
	{ u"هایی", 2 }, { u"هایم", 2 }, { u"هایت", 2 }, { u"هایش", 2 }, { u"های", 2 }, { u"ها", 2 } };
static const struct ending comparative[] = { { u"ترین", 3 }, { u"تری", 4 }, { u"تر", 4 } };
static const struct ending possessive[] = { { u"مان", 4 }, { u"تان", 4 }, { u"شان", 4 } };
static const struct ending mine[] = { { u"م", 4 } };
static const struct ending linking[] = { { u"ی", 4 } };
static const struct ending plural_an[] = { { u"ان", 4 }, { u"ات", 4 } };

/* Whole words that look like stem and ending. */
static const UChar *const whole[] = { u"سازمان", u"ساختمان", u"داستان", u"بیمارستان", u"پشتیبان", u"میزبان",
	u"خیابان", u"همزمان", u"گفتمان", u"تنها", u"انتها", u"مالیات", u"جزییات", u"ادبیات", u"عملیات",
	u"حیات", u"اثبات", u"مکان", u"امتحان", u"اطمینان", u"قهرمان", u"ایرانیان", u"تابستان", u"زمستان",
	u"افغانستان", u"میلیارد", u"میلاد", u"سیستم" };

static const struct {
	const UChar *plural;
	const UChar *singular;
} broken[] = {
	{ u"خدمات", u"خدمت" },
	{ u"صفحات", u"صفحه" },
	{ u"نظرات", u"نظر" },
	{ u"مقالات", u"مقاله" },
	{ u"کلمات", u"کلمه" },
	{ u"جملات", u"جمله" },
	{ u"جلسات", u"جلسه" },
	{ u"قطعات", u"قطعه" },
	{ u"دفعات", u"دفعه" },
	{ u"درجات", u"درجه" },
	{ u"لغات", u"لغت" },
	{ u"ساعات", u"ساعت" },
	{ u"معاملات", u"معامله" },
	{ u"مکالمات", u"مکالمه" },
	{ u"مسایل", u"مسیله" },
	{ u"مساله", u"مسیله" },
	{ u"موارد", u"مورد" },
	{ u"قوانین", u"قانون" },
	{ u"مراحل", u"مرحله" },
	{ u"وسایل", u"وسیله" },
	{ u"مدارک", u"مدرک" },
	{ u"اسناد", u"سند" },
	{ u"اخبار", u"خبر" },
	{ u"افراد", u"فرد" },
	{ u"اعضا", u"عضو" },
	{ u"روابط", u"رابطه" },
	{ u"منابع", u"منبع" },
	{ u"نتایج", u"نتیجه" },
	{ u"تصاویر", u"تصویر" },
	{ u"عناوین", u"عنوان" },
	{ u"دلایل", u"دلیل" },
	{ u"حروف", u"حرف" },
	{ u"ارقام", u"رقم" },
	{ u"اعداد", u"عدد" },
	{ u"مبالغ", u"مبلغ" },
	{ u"مطالب", u"مطلب" },
	{ u"قواعد", u"قاعده" },
	{ u"ضمایم", u"ضمیمه" },
	{ u"فرامین", u"فرمان" },
	{ u"مشاغل", u"شغل" },
	{ u"رسایل", u"رساله" },
	{ u"جداول", u"جدول" },
	{ u"نسخ", u"نسخه" },
	{ u"علایم", u"علامت" },
	{ u"وظایف", u"وظیفه" },
};

static bool is(const UChar *word, int32_t length, const UChar *other)
{
	return u_strlen(other) == length && u_memcmp(word, other, length) == 0;
}

static bool ends(const UChar *word, int32_t length, const UChar *ending)
{
	int32_t size = u_strlen(ending);

	return size <= length && u_memcmp(word + length - size, ending, size) == 0;
}

static bool in(const UChar *word, int32_t length, const UChar *const list[], size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (is(word, length, list[i]))
			return true;
	return false;
}

/* Without the first ending of the list that fits. */
static int32_t strip(const UChar *word, int32_t length, const struct ending *list, size_t count)
{
	if (in(word, length, whole, LENGTH(whole)))
		return length;
	for (size_t i = 0; i < count; i++) {
		int32_t rest = length - u_strlen(list[i].text);
		if (rest >= list[i].rest && ends(word, length, list[i].text))
			return rest;
	}
	return length;
}

#define STRIP(word, length, list) strip(word, length, list, LENGTH(list))

/* The ی after a vowel: خطای, راهنمایی. */
static int32_t strip_linking(const UChar *word, int32_t length)
{
	if (length >= 5 && (ends(word, length, u"ایی") || ends(word, length, u"ویی")))
		return length - 2;
	if (length >= 4 && (ends(word, length, u"ای") || ends(word, length, u"وی")))
		return length - 1;
	return STRIP(word, length, linking);
}

/* After ا and ی the م belongs to the word: اعلام, تنظیم. */
static int32_t strip_possessive(const UChar *word, int32_t length)
{
	if (ends(word, length, u"ام") || ends(word, length, u"یم"))
		return length;
	int32_t rest = STRIP(word, length, possessive);
	return rest < length ? rest : STRIP(word, length, mine);
}

/* می and نمی before what ends like a verb. */
static int32_t strip_verb(UChar *word, int32_t length)
{
	int32_t prefix = word[0] == u'م' && word[1] == u'ی'                      ? 2
	                 : word[0] == u'ن' && word[1] == u'م' && word[2] == u'ی' ? 3
	                                                                         : 0;
	int32_t rest = length - prefix;

	if (prefix == 0 || rest < 3 || in(word, length, whole, LENGTH(whole)))
		return length;
	UChar last = word[length - 1];
	if (last != u'د' && last != u'م' && last != u'ت' && !is(word + prefix, rest, u"توان"))
		return length;
	u_memmove(word, word + prefix, rest);
	return rest;
}

static int32_t strip_plural(UChar *word, int32_t length)
{
	if (length >= 6 && ends(word, length, u"گان")) { /* نمایندگان: نماینده */
		word[length - 3] = u'ه';
		return length - 2;
	}
	int32_t rest = STRIP(word, length, plural_an);
	return rest < length ? strip_linking(word, rest) : length;
}

static int32_t singular_of(UChar *word, int32_t length)
{
	for (size_t i = 0; i < LENGTH(broken); i++) {
		if (!is(word, length, broken[i].plural))
			continue;
		int32_t size = u_strlen(broken[i].singular);
		u_memcpy(word, broken[i].singular, size);
		return size;
	}
	return length;
}

int32_t stem_fa(UChar *word, int32_t length, int32_t joint)
{
	int32_t before = length;

	if (joint > 1 && in(word + joint, length - joint, joined_endings, LENGTH(joined_endings)))
		length = joint;
	if (length < 4)
		return singular_of(word, length);
	length = strip_verb(word, length);
	length = STRIP(word, length, plural_ha);
	length = STRIP(word, length, comparative);
	if (length == before)
		length = strip_possessive(word, length);
	length = strip_linking(word, length);
	before = length;
	length = singular_of(word, length);
	return length == before ? strip_plural(word, length) : length;
}
