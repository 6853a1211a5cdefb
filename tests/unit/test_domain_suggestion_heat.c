/*
 * The heat of suggestions: one number that orders them as the decayed sum of their votes does, at every
 * moment.
 */
#include "domain/suggestion_heat.h"

#include <math.h>
#include <stdlib.h>

#include "claim.h"

#define NOW    INT64_C(1800000000)
#define DAY    INT64_C(86400)
#define VOTES  40
#define SERIES 60

/* The sum that heat stands for, added up plainly. */
static double plain(const int64_t *votes, int count, int64_t now)
{
	double sum = 0;
	for (int i = 0; i < count; i++)
		sum += exp2((double)(votes[i] - now) / (double)HEAT_HALF_LIFE);
	return sum;
}

static double heat_of(const int64_t *votes, int count)
{
	double heat = 0;
	for (int i = 0; i < count; i++)
		heat = heat_add(heat, HEAT_VOTE, votes[i]);
	return heat;
}

static void test_half_life(void **state)
{
	(void)state;
	double heat = heat_add(0, HEAT_VOTE, NOW);
	assert_true(fabs(heat_at(heat, NOW) - 1) < 1e-9);
	assert_true(fabs(heat_at(heat, NOW + HEAT_HALF_LIFE) - 0.5) < 1e-9);
	heat = heat_add(heat, HEAT_COMMENT, NOW);
	assert_true(fabs(heat_at(heat, NOW) - 1.6) < 1e-9);
	assert_true(heat_at(0, NOW) == 0);
}

static void test_order(void **state)
{
	(void)state;
	int64_t votes[2][VOTES];
	srandom(7);
	for (int series = 0; series < SERIES; series++) {
		int count[2];
		double heat[2];
		for (int one = 0; one < 2; one++) {
			count[one] = 1 + (int)(random() % VOTES);
			for (int i = 0; i < count[one]; i++)
				votes[one][i] = NOW - random() % (90 * DAY);
			heat[one] = heat_of(votes[one], count[one]);
		}
		for (int64_t later = 0; later < 400 * DAY; later += 57 * DAY) {
			double first = plain(votes[0], count[0], NOW + later);
			double second = plain(votes[1], count[1], NOW + later);
			assert_true(fabs(heat_at(heat[0], NOW + later) - first) < 1e-6 * (1 + first));
			assert_int_equal(heat[0] < heat[1], first < second);
		}
	}
}

static void test_take(void **state)
{
	(void)state;
	const int64_t votes[] = { NOW - 30 * DAY, NOW - 20 * DAY, NOW - 2 * DAY, NOW - DAY, NOW };
	double heat = heat_of(votes, 5), before = heat;
	assert_true(heat_take(&heat, HEAT_VOTE, votes[1]));
	assert_true(heat < before);
	heat = heat_add(heat, HEAT_VOTE, votes[1]);
	assert_true(fabs(heat - before) < 1e-9);
}

static void test_take_too_much(void **state)
{
	(void)state;
	double heat = heat_add(0, HEAT_VOTE, NOW), one = heat;
	assert_false(heat_take(&heat, HEAT_VOTE, NOW));
	assert_true(heat == one);
	heat = heat_add(heat, HEAT_VOTE, NOW - 300 * DAY); /* next to nothing beside it */
	double both = heat;
	assert_false(heat_take(&heat, HEAT_VOTE, NOW));
	assert_true(heat == both);
	heat = 0;
	assert_false(heat_take(&heat, HEAT_VOTE, NOW));
	assert_true(heat_of_sum(0, NOW) == 0);
}

static void test_sum(void **state)
{
	(void)state;
	const int64_t votes[] = { NOW - 30 * DAY, NOW - 3 * DAY, NOW };
	double heat = heat_of(votes, 3);
	assert_true(fabs(heat_of_sum(plain(votes, 3, NOW), NOW) - heat) < 1e-9);
	assert_true(fabs(heat_of_sum(plain(votes, 3, NOW - 9 * DAY), NOW - 9 * DAY) - heat) < 1e-9);
}

static void test_place(void **state)
{
	(void)state;
	const double heats[] = { 0, 0.25, 1, 2960.1, 2960.1000000000004, 3000 };
	for (size_t i = 0; i < sizeof(heats) / sizeof(heats[0]); i++) {
		assert_true(heat_of_place(heat_to_place(heats[i])) == heats[i]);
		if (i > 0)
			assert_true(heat_to_place(heats[i - 1]) < heat_to_place(heats[i]));
	}
	assert_true(heat_of_place(INT64_MAX) == 0);
	assert_true(heat_of_place(-1) == 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("a vote weighs half after seven days, a comment three fifths of a vote",
		        test_half_life),
		CLAIM("the order by heat is the order by the decayed sum at every moment", test_order),
		CLAIM("a vote that is taken back leaves what was there without it", test_take),
		CLAIM("what cannot be told by subtracting is said so and left as it was", test_take_too_much),
		CLAIM("the heat of a sum is that of its votes, whatever moment it was added up at", test_sum),
		CLAIM("places of a list keep heats without loss and in order", test_place),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
