/*
 * The lists are sorted by bytes for the binary search. The Persian one holds what a lone ending leaves behind
 * (می, ها, تر …): that makes the spelling with a space equal to the joined one; and the verbs that only carry
 * a noun.
 */
#include "io/searchstop.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/rc.h"

/* clang-format off */
static const char *const english[] = {
	"a", "about", "above", "after", "again", "all", "also", "am", "an", "and", "any", "are", "as", "at",
	"be", "been", "before", "being", "below", "between", "both", "but", "by", "can", "could", "did",
	"didn", "do", "does", "doesn", "doing", "don", "during", "each", "every", "few", "for", "from",
	"further", "get", "had", "has", "have", "having", "he", "her", "here", "hers", "him", "his", "how",
	"i", "if", "in", "into", "is", "isn", "it", "its", "just", "let", "may", "me", "might", "more",
	"most", "much", "must", "my", "no", "nor", "not", "of", "off", "on", "once", "only", "or", "other",
	"our", "ours", "out", "over", "own", "please", "same", "she", "should", "so", "some", "such", "than",
	"that", "the", "their", "theirs", "them", "then", "there", "these", "they", "this", "those",
	"through", "to", "too", "under", "until", "up", "upon", "us", "very", "want", "was", "we", "were",
	"what", "when", "where", "whether", "which", "while", "who", "whom", "why", "will", "with", "won",
	"would", "yet", "you", "your", "yours",
};

static const char *const lithuanian[] = {
	"a", "ant", "apie", "ar", "arba", "as", "be", "bei", "bent", "bet", "beveik", "bus", "buti",
	"butu", "buvau", "buvo", "cia", "dabar", "dar", "daug", "deja", "del", "esame", "esate", "esi", "esu",
	"gal", "galejo", "gali", "galima", "galime", "galite", "galiu", "gana", "i", "idant", "iki", "ir",
	"is", "it", "ja", "jai", "jais", "jam", "jame", "jas", "jau", "jei", "jeigu", "ji", "jie", "jiems",
	"jis", "jo", "jog", "jokia", "joks", "jomis", "jos", "josios", "ju", "jum", "jums", "juo", "juos",
	"jus", "jusu", "ka", "kad", "kada", "kai", "kaip", "kaipgi", "kam", "kas", "kiek", "kiekvienas",
	"kita", "kitas", "kiti", "kito", "ko", "kodel", "kokia", "kokie", "koks", "kol", "kur", "kuri",
	"kurie", "kurio", "kurioje", "kurios", "kuriose", "kuris", "kuriu", "lyg", "man", "mane", "manes",
	"mano", "mes", "mums", "mus", "musu", "ne", "nebe", "negaliu", "nei", "nera", "nes", "net", "norite",
	"noriu", "nors", "nuo", "o", "pagal", "pat", "pati", "pats", "patys", "per", "po", "prie", "pries",
	"pro", "sau", "sava", "savo", "seniai", "si", "sia", "siam", "siame", "sias", "sie", "siems", "sioje",
	"sios", "sis", "siu", "siuo", "su", "ta", "tada", "tai", "taip", "taipgi", "tam", "tame", "tampa",
	"tas", "tau", "tave", "tavo", "te", "tie", "tiek", "tiems", "ties", "tik", "tikrai", "to", "todel",
	"toje", "tokia", "toks", "tos", "tu", "tuo", "tuos", "turi", "turite", "turiu", "uz", "uzu", "va",
	"vel", "visa", "visi", "visos", "visu", "visus", "vos", "yra", "z", "zemiau",
};

static const char *const persian[] = {
	"ابتدا", "ات", "از", "است", "اش", "الان", "البته", "ام", "اما", "ان", "انان", "انجا", "اند", "انها",
	"انکه", "او", "اکنون", "اگر", "ای", "ایا", "اید", "ایشان", "ایم", "این", "اینجا", "اینها", "اینکه",
	"اینگونه", "با", "باش", "باشد", "باشم", "باشند", "باشید", "باشیم", "باید", "بتواند", "بتوانم",
	"بتوانند", "بتوانید", "بدهم", "بدهید", "بدون", "بر", "برای", "بسیار", "بشود", "بله", "بنابراین", "به",
	"بود", "بودم", "بودن", "بودند", "بوده", "بکند", "بکنم", "بکنید", "بیشتر", "بین", "تا", "تان", "تر",
	"ترین", "تنها", "تو", "توان", "تواند", "توانست", "توانم", "توانند", "توانید", "توانیم", "توسط", "حتی",
	"خواست", "خواهد", "خواهش", "خواهم", "خواهند", "خواهید", "خواهیم", "خود", "خیلی", "داد", "دادن",
	"داده", "دارد", "دارم", "دارند", "دارید", "داریم", "داشت", "داشتم", "داشتن", "داشتند", "داشته",
	"داشتید", "در", "درباره", "دهد", "دهم", "دهند", "دهید", "دهیم", "دیگر", "دیگری", "را", "رو", "روی",
	"زیر", "زیرا", "ست", "سپس", "شان", "شاید", "شد", "شدم", "شدن", "شدند", "شده", "شدید", "شما", "شود",
	"شوم", "شوند", "شوید", "ضمن", "فقط", "لطفا", "ما", "مان", "مانند", "مثل", "من", "می", "نباید",
	"نتوانم", "نتوانید", "ندارد", "ندارم", "ندارید", "نشد", "نشده", "نشود", "نمی", "نه", "نکرد", "نکند",
	"نکنید", "نیز", "نیست", "نیستم", "نیستند", "ها", "های", "هایت", "هایش", "هایم", "هایی", "هر", "هست",
	"هستم", "هستند", "هستید", "هستیم", "هم", "همان", "همه", "همچنین", "همیشه", "همین", "هنگام", "هیچ",
	"و", "وقتی", "ولی", "وی", "پس", "چرا", "چطور", "چطوری", "چقدر", "چنان", "چند", "چنین", "چه", "چون",
	"چگونه", "چگونگی", "چیست", "کجا", "کجاست", "کدام", "کرد", "کردم", "کردن", "کردند", "کرده", "کردید",
	"کردیم", "کمتر", "کن", "کند", "کنم", "کنند", "کنون", "کنید", "کنیم", "که", "کی", "کیست", "گرفت",
	"گرفتن", "گرفته", "گیرد", "گیرند", "ی", "یا", "یک", "یکی",
};

static const char *const innodb[] = {
	"a", "about", "an", "are", "as", "at", "be", "by", "com", "de", "en", "for", "from", "how", "i", "in",
	"is", "it", "la", "of", "on", "or", "that", "the", "this", "to", "und", "was", "what", "when",
	"where", "who", "will", "with", "www",
};
/* clang-format on */

static int compare(const void *word, const void *item)
{
	return strcmp(word, *(const char *const *)item);
}

static bool in(const char *word, const char *const list[], size_t count)
{
	return bsearch(word, list, count, sizeof(list[0]), compare) != NULL;
}

bool searchstop_english(const char *word)
{
	return in(word, english, LENGTH(english));
}

bool searchstop_lithuanian(const char *word)
{
	return in(word, lithuanian, LENGTH(lithuanian));
}

bool searchstop_persian(const char *word)
{
	return in(word, persian, LENGTH(persian));
}

bool searchstop_innodb(const char *word)
{
	return in(word, innodb, LENGTH(innodb));
}
