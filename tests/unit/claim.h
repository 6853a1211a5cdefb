/*
 * What the unit tests share: cmocka, and a row of a test table whose name is the claim it proves.
 */
#ifndef PORTICO_TESTS_UNIT_CLAIM_H
#define PORTICO_TESTS_UNIT_CLAIM_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define CLAIM(claim, test)                                                                                   \
	{                                                                                                    \
		.name = claim, .test_func = test                                                             \
	}

#endif
