/* See suggestion_heat.h. */
#include "domain/suggestion_heat.h"

#include <assert.h>
#include <math.h>
#include <string.h>

/* The logarithm of one vote's share of the sum. */
static double share(double weight, int64_t when)
{
	assert(weight > 0);
	return log2(weight) + (double)when / (double)HEAT_HALF_LIFE;
}

double heat_add(double heat, double weight, int64_t when)
{
	double one = share(weight, when);
	if (heat == 0)
		return one;
	double more = fmax(heat, one), less = fmin(heat, one);
	return more + log2(1 + exp2(less - more));
}

bool heat_take(double *heat, double weight, int64_t when)
{
	double left = 1 - exp2(share(weight, when) - *heat);
	/* half of the sum or more: rounding would weigh as much as what is left */
	if (*heat == 0 || left < 0.5)
		return false;
	*heat += log2(left);
	return true;
}

double heat_of_sum(double sum, int64_t moment)
{
	return sum > 0 ? share(sum, moment) : 0;
}

double heat_at(double heat, int64_t now)
{
	return heat == 0 ? 0 : exp2(heat - (double)now / (double)HEAT_HALF_LIFE);
}

/* The bits of positive floating point numbers are in their order. */
int64_t heat_to_place(double heat)
{
	int64_t place;
	_Static_assert(sizeof(place) == sizeof(heat), "a place holds a heat");
	memcpy(&place, &heat, sizeof(place));
	return place;
}

double heat_of_place(int64_t place)
{
	double heat;
	memcpy(&heat, &place, sizeof(heat));
	return isfinite(heat) ? heat : 0;
}
