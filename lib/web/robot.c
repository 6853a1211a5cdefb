/* See robot.h. */
#include "web/robot.h"

#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/attempt.h"
#include "web/form_token.h"
#include "web/page.h"

#define SUM_LOWEST 2
#define SUM_COUNT  8 /* both numbers are 2 to 9 */

static const char *const number_words[] = {
	N_("two"),
	N_("three"),
	N_("four"),
	N_("five"),
	N_("six"),
	N_("seven"),
	N_("eight"),
	N_("nine"),
};

/* --- the question ---------------------------------------------------------------------------- */

/* The two numbers of a token's sum: only we can tell them without reading the question. */
static void sum_of(const struct request *request, const char *token, int numbers[2])
{
	uint8_t mac[SECRET_HASH];
	secret_sign(request->key, "robot", token, strlen(token), mac);
	numbers[0] = mac[0] % SUM_COUNT;
	numbers[1] = mac[1] % SUM_COUNT;
}

static const char *question(struct request *request, const char *token)
{
	struct view *view = request->view;
	int numbers[2];
	sum_of(request, token, numbers);
	return view_fill(view, N_("How much is {1} plus {2}?"), view_say(view, number_words[numbers[0]]),
	        view_say(view, number_words[numbers[1]]));
}

static bool is_answered(const struct request *request, const char *token)
{
	int numbers[2];
	int64_t answer;
	sum_of(request, token, numbers);
	return text_number(field_text(request, "robot_answer"), &answer) == RC_OK &&
	       answer == numbers[0] + numbers[1] + 2 * SUM_LOWEST;
}

/* --- the work -------------------------------------------------------------------------------- */

static int64_t zero_bits(const uint8_t hash[SECRET_HASH])
{
	int64_t bits = 0;
	for (size_t i = 0; i < SECRET_HASH; i++) {
		if (hash[i])
			return bits + __builtin_clz(hash[i]) - 24;
		bits += 8;
	}
	return bits;
}

static bool is_worked(const struct request *request, const char *token)
{
	char text[200];
	uint8_t hash[SECRET_HASH];
	int length = snprintf(text, sizeof(text), "%s.%s", token, field_text(request, "robot_work"));
	if (length < 0 || (size_t)length >= sizeof(text))
		return false;
	secret_hash(text, (size_t)length, hash);
	return zero_bits(hash) >= request->config->robot_bits;
}

/* --- both ------------------------------------------------------------------------------------ */

void robot_show(struct request *request, const char *hdf, const char *route_path)
{
	struct view *view = request->view;
	const char *token = form_token(request, route_path);
	if (!token || !request->has_session_key)
		return;
	view_text(view, hdf, token);
	if (request->signed_in)
		return;
	view_text(view, "Robot.token", token);
	view_number(view, "Robot.bits", request->config->robot_bits);
	view_text(view, "Robot.question", question(request, token));
}

enum rc robot_check(struct request *request)
{
	const char *token = form_value(&request->form, "token");
	if (request->signed_in || !token)
		return RC_OK;
	bool person = text_empty(field_text(request, "website")) && is_worked(request, token) &&
	              form_token_age(request, token) >= request->config->robot_seconds;
	if (person)
		return RC_OK;
	int count;
	enum rc rc = attempt_count(request->db, "robot", request->network, HOUR, request->now, &count);
	if (rc != RC_OK)
		return rc;
	if (count > LIMIT_ROBOT_HOUR)
		return RC_LIMITED;
	if (!is_answered(request, token))
		request_error(request, "robot_answer",
		        N_("Please answer this question, so that we know you are not a robot."));
	return RC_OK;
}
