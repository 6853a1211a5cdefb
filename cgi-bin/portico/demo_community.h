/*
 * The demo's forum and suggestions: categories and boards from tables, topics and suggestions from JSON as
 * the imports take it, with ages in place of dates.
 */
#ifndef PORTICO_DEMO_COMMUNITY_H
#define PORTICO_DEMO_COMMUNITY_H

#include <stdint.h>

#include "base/rc.h"
#include "tool.h"

struct demo_community {
	struct tool *tool;
	const char *folder;
	int64_t now;
	/* The account of a mail address, the company of a name; 0: none. */
	int64_t (*person)(void *context, const char *mail);
	int64_t (*company)(void *context, const char *name);
	void *context;
	const struct account *admin; /* who made categories and boards */
	const struct account *const *people;
	size_t person_count;
};

/* Explains what fails. */
enum rc demo_community_load(const struct demo_community *demo) MUST_USE;

#endif
