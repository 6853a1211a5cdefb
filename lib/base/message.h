/*
 * Marks an English message in C for translation: xgettext collects it, the view translates it when it is
 * shown.
 */
#ifndef PORTICO_BASE_MESSAGE_H
#define PORTICO_BASE_MESSAGE_H

#define N_(text) text

#endif
