/*
 * How hot a suggestion is: each vote weighs 1 when it is given and half of that seven days later; a comment
 * weighs three fifths of a vote. Stored is not the sum, which falls with every second, but
 *
 *	heat = log2(sum over the votes of weight * 2^(t / half-life))
 *
 * The decayed sum at any moment `now` is 2^(heat - now / half-life): the same factor for all, so that the
 *order by heat is the order by the decayed sum at every moment, and an index on the column serves "trending"
 *without ever being refreshed.
 *
 * 0 stands for no votes at all. Times are seconds since 1970 and lie after January of that year.
 */
#ifndef PORTICO_DOMAIN_SUGGESTION_HEAT_H
#define PORTICO_DOMAIN_SUGGESTION_HEAT_H

#include <stdbool.h>
#include <stdint.h>

#define HEAT_HALF_LIFE INT64_C(604800) /* seconds */
#define HEAT_VOTE      1.0
#define HEAT_COMMENT   0.6

/* `heat` with one more that was given at `when`. */
double heat_add(double heat, double weight, int64_t when);

/* Takes one away. False if what is left is too small beside it to be told by subtracting: then `*heat` is
 * unchanged and must be made anew of the rows, see heat_of_sum. */
bool heat_take(double *heat, double weight, int64_t when);

/* The heat of a sum of weight * 2^((t - moment) / half-life), as a query adds it up; 0 for 0. */
double heat_of_sum(double sum, int64_t moment);

/* The decayed sum at `now`: "12.4 votes' worth". */
double heat_at(double heat, int64_t now);

/* A heat as a whole number and back, in the same order and without loss: a place in a list. What is no heat
 * comes back as 0. */
int64_t heat_to_place(double heat);
double heat_of_place(int64_t place);

#endif
