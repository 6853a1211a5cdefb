/*
 * Every limit of the portal in one table. Units are in the names or the comments. INSTALL and the pages state
 * them from here.
 */
#ifndef PORTICO_BASE_LIMITS_H
#define PORTICO_BASE_LIMITS_H

#include <stddef.h>

/* Requests */
#define LIMIT_REQUEST_MS         4500               /* budget of one request */
#define LIMIT_QUEUE_MS           2000               /* that a request may have waited for a process */
#define LIMIT_CONNECT_START_MS   1000               /* no new connection to the database starts after this, */
#define LIMIT_STATEMENT_START_MS 2500               /* no statement after this, */
#define LIMIT_COMMIT_START_MS    3000               /* and no COMMIT: each may take two more seconds */
#define LIMIT_RUNS               5                  /* runs of one transaction */
#define LIMIT_ARENA              ((size_t)24 << 20) /* memory of one request */
#define LIMIT_PAGE               ((size_t)4 << 20)  /* bytes of a rendered page */
#define LIMIT_BODY               ((size_t)1 << 20)  /* a form without files */
#define LIMIT_UPLOAD_BODY        ((size_t)52 << 20) /* a form with files: 50 MB of files and the text */
#define LIMIT_FIELDS             200                /* fields of one form */
#define LIMIT_SHARED_SECONDS     5                  /* an anonymous page may be kept by nginx */
#define LIMIT_SHARED_STALE       4                  /* and shown while a newer one is made: seconds */
#define LIMIT_SHARED_OUTAGE      300                /* or while none can be made: seconds */
#define LIMIT_PACK               1024               /* bytes of a kept page from which it is compressed */
#define LIMIT_VOTES_HOUR         60                 /* of one address, on all articles */
#define LIMIT_FIELD_NAME         64                 /* bytes */
#define LIMIT_QUERY              4096               /* bytes of a query string */
#define LIMIT_COOKIES            8192               /* bytes of the Cookie header */
#define LIMIT_PART_HEADERS       4096               /* bytes of one multipart part's headers */

/* Files */
#define LIMIT_FILES            10                     /* of a message */
#define LIMIT_FILE             (25 * 1000 * 1000)     /* bytes of one */
#define LIMIT_FILES_BYTES      (50 * 1000 * 1000)     /* of one request */
#define LIMIT_FILE_CHUNK       (256 * 1024)           /* bytes of a row in attachment_chunk */
#define LIMIT_FILES_DAY        (500 * 1000 * 1000)    /* bytes one account may upload in 24 hours */
#define LIMIT_FILES_TICKET     (1000 * 1000 * 1000)   /* bytes of one ticket */
#define LIMIT_FILES_GUESTS_DAY (2000LL * 1000 * 1000) /* bytes in 24 hours of all who are not signed in */

/* Texts, in characters unless said */
#define LIMIT_SUBJECT       200
#define LIMIT_MESSAGE_BYTES (64 * 1024)
#define LIMIT_MESSAGE_HTML  (128 * 1024) /* bytes of a rendering that is kept */
#define LIMIT_ARTICLE_BYTES (512 * 1024)
#define LIMIT_TITLE         250 /* of an article */
#define LIMIT_SUMMARY       500
#define LIMIT_TAGS          20 /* of an article */
#define LIMIT_TAG           50
#define LIMIT_NAME          100
#define LIMIT_MAIL          254 /* bytes */
#define LIMIT_PASSWORD_MIN  8   /* bytes */
#define LIMIT_PASSWORD_MAX  256 /* bytes */
#define LIMIT_SEARCH        200
#define LIMIT_SEARCH_WORDS  16                 /* words of a query that count */
#define LIMIT_SNIPPET_BYTES ((size_t)64 << 10) /* of a text that are looked through for a snippet */
#define LIMIT_REASON        500
#define LIMIT_TICKET_WORDS  80 /* words of a ticket that find it */

/* Markup */
#define LIMIT_MARKUP_INPUT  ((size_t)1 << 20) /* bytes rendered at all */
#define LIMIT_NESTING       100               /* levels of quotes and lists, or of spans, shown as such */
#define LIMIT_HEADINGS      1000              /* headings of a text that get an id */
#define LIMIT_TABLE_COLUMNS 32
#define LIMIT_TABLE_CELLS   20000              /* of all tables of a text */
#define LIMIT_MARKUP_FACTOR 16                 /* output: this times the input */
#define LIMIT_MARKUP_EXTRA  ((size_t)64 << 10) /* and these bytes */

/* Lists */
#define LIMIT_PAGE_ROWS     20   /* rows of a list page */
#define LIMIT_CATEGORY_ROWS 50   /* articles of a category on one page */
#define LIMIT_SECTION_ROWS  6    /* articles of a subcategory shown on its parent's page */
#define LIMIT_COUNT         1001 /* counts stop here: "more than 1,000" */
#define LIMIT_SUGGESTIONS   6
#define LIMIT_THREAD        50           /* messages of a ticket on one page */
#define LIMIT_THREAD_BYTES  (256 * 1024) /* of their texts together; at least one is shown */
#define LIMIT_AGENTS        200          /* names in a list to choose from */
#define LIMIT_REOPEN_DAYS   14           /* a solved or closed ticket may be opened again */

/* Forum and suggestions */
#define LIMIT_FORUM_CATEGORIES  100
#define LIMIT_BOARDS            50
#define LIMIT_GROUPS            100
#define LIMIT_GROUP_MEMBERS     5000
#define LIMIT_POST_BYTES        (64 * 1024)
#define LIMIT_TYPED_CHARS       20000 /* shown of a text that cannot be rendered */
#define LIMIT_TOPIC_PAGE        20    /* places of a topic on one page */
#define LIMIT_TOPIC_TAGS        5
#define LIMIT_POST_FILES        4                 /* pictures and files of a post */
#define LIMIT_POST_FILE         (8 * 1000 * 1000) /* bytes of one */
#define LIMIT_FEED              30                /* entries of a feed */
#define LIMIT_SIMILAR           5
#define LIMIT_TICKET_TOPICS     5           /* shown beside a ticket */
#define LIMIT_SEARCH_TEXT       (64 * 1024) /* characters of a topic that are indexed */
#define LIMIT_SEARCH_POSTS      200         /* posts of it that are looked at, from the first on */
#define LIMIT_FOLLOWS           2000        /* of one person */
#define LIMIT_FOLLOWERS_AT_ONCE 500         /* that the worker tells in one transaction */
#define LIMIT_DIGEST            50          /* lines of a daily mail */
#define LIMIT_TAGGED            2000        /* suggestions of a tag that a list looks through */
#define LIMIT_STATUSES          50          /* of a suggestion's timeline */
#define LIMIT_VOTE_TOTALS       50          /* companies or industries of a suggestion's voters */
#define LIMIT_SETTLE            500 /* copies of an audience that the worker changes in one transaction */
#define LIMIT_BULK              50  /* things that one act of moderation judges */

/* Tokens and sign-in */
#define LIMIT_FORM_HOURS         12 /* age of a form token */
#define LIMIT_RESET_MINUTES      30
#define LIMIT_CODE_MINUTES       10 /* a sign-in code or link by mail */
#define LIMIT_CODE_TRIES         5  /* wrong codes of any kind, then back to the start (AUTH-07) */
#define LIMIT_TRIES              10 /* wrong passwords or codes of one account or browser, then a wait (AUTH-06) */
#define LIMIT_PAIR_TRIES         5         /* of one account from one network address */
#define LIMIT_NETWORK_TRIES      50        /* of one network address, any accounts, in five minutes */
#define LIMIT_TRIES_SECONDS      (15 * 60) /* the time in which they count */
#define LIMIT_LINKS_HOUR         200 /* forms behind mailed links, registrations, of one network address */
#define LIMIT_ADDRESS_DAY        10  /* changes of address that an account asks for */
#define LIMIT_ARCHIVES_HOUR      10  /* of one account's data */
#define LIMIT_GUEST_FINDS_HOUR   60  /* lost links that one network address asks for */
#define LIMIT_GUEST_KEYS_HOUR    300 /* guests' links that it tries */
#define LIMIT_RECOVERY_CODES     10
#define LIMIT_ROBOT_HOUR         60 /* forms of one network address that need the question instead of the work */
#define LIMIT_STEP_MINUTES       10 /* between password and second factor */
#define LIMIT_TRUST_DAYS         90 /* the most that "remember this device" may be set to */
#define LIMIT_DELETE_DAYS        60 /* the most that a deletion may be put off */
#define LIMIT_INVITE_DAYS        7
#define LIMIT_GUEST_LINK_DAYS    30
#define LIMIT_DEVICES            20   /* known browsers of an account; the oldest is forgotten */
#define LIMIT_MEMBERS            500  /* of a company */
#define LIMIT_COMPANIES          50   /* that a person belongs to */
#define LIMIT_INVITES            50   /* of a company, that wait or have ended lately */
#define LIMIT_INVITES_HOUR       30   /* that the people of one company may send */
#define LIMIT_BILLING_ADDRESS    1000 /* bytes */
#define LIMIT_TAX_NUMBER         40   /* characters */
#define LIMIT_PARTICIPANTS       20   /* of a ticket */
#define LIMIT_ROLES              50
#define LIMIT_TEAMS              100
#define LIMIT_PICTURE            (4 * 1000 * 1000) /* bytes of a profile picture as it comes */
#define LIMIT_PICTURE_SIDE       12000             /* its pixels in one direction */
#define LIMIT_PICTURE_PIXELS     (40 * 1000 * 1000)
#define LIMIT_PICTURE_MEMORY     ((size_t)512 << 20) /* of the process that draws it anew */
#define LIMIT_PICTURE_TRIES      3                   /* of drawing it, if that process dies with its parent */
#define LIMIT_EXPORT_ROWS        50000               /* rows of a CSV */
#define LIMIT_EXPORT_BYTES       ((size_t)24 << 20)  /* of a CSV */
#define LIMIT_EXPORT_BATCH       1000                /* rows read at once */
#define LIMIT_EXPORT_WAIT_MS     1000                /* for another file that is being written */
#define LIMIT_CONFIRM_DAYS       7
#define LIMIT_UNDO_DAYS          7    /* the old address can take a change of address back */
#define LIMIT_GUEST_TICKETS_HOUR 500  /* of one network address, without signing in: a whole office */
#define LIMIT_TICKETS_HOUR       60   /* of one account: who copies a list in sends one a minute */
#define LIMIT_REPLIES_HOUR       120  /* of one account: two a minute, without a pause for reading */
#define LIMIT_POSTS_HOUR         60   /* questions and answers of one account: one a minute */
#define LIMIT_ACTS_HOUR          300  /* likes, votes, flags and choices of one account: five a minute */
#define LIMIT_GUEST_POSTS_HOUR   100  /* of one network address, without signing in: a whole office */
#define LIMIT_SEARCHES_HOUR      600  /* of one account: one in six seconds, all the hour */
#define LIMIT_MAILS_HOUR         5    /* that a stranger can trigger to one address (RAT-02) */
#define LIMIT_HASH_WAIT_MS       2000 /* for a password slot */

/* Files of the operator and of the program */
#define LIMIT_CONFIG_FILE   ((size_t)64 << 10)
#define LIMIT_CATALOG       ((size_t)8 << 20) /* a .mo file */
#define LIMIT_LOG_LINE      2048              /* bytes */
#define LIMIT_PASSWORD_LIST (16 << 20)        /* bytes of the list of common passwords */

#endif
