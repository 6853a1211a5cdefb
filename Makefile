# Portico: build, run, test, install. `make help` lists the targets.
#
#   sudo make run      packages, build, private database, demo, http://127.0.0.1:8080
#   sudo make check    every test on a stack of its own
#
# A program is cgi-bin/NAME.c or every file of cgi-bin/NAME/, the floors below are one archive.
# Objects are per file and sections are dropped, so each program links only what it uses.

MAKEFLAGS += --no-builtin-rules --no-builtin-variables
.SUFFIXES:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := all

BUILD ?= build
WEB = home login account company kb forum suggestions search tickets files desk admin
COMMANDS = portico
VERSION = 0.1.0

# --- tools and flags ------------------------------------------------------------------------------

CC = gcc
AR = ar
MSGFMT = msgfmt
INSTALL = install
NODE = node

# SANITIZE=1: ASan and UBSan (own build folder). FUZZ=1: clang with libFuzzer's coverage. COVERAGE=1: gcov's counters.
# What these add asks the kernel for more than lib/io/confine.c allows.
UNCONFINED = -DCONFINE_OFF
ifdef FUZZ
CC = clang
INSTRUMENT = -O1 -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer $(UNCONFINED)
COVER = -fsanitize=fuzzer-no-link
else ifdef SANITIZE
INSTRUMENT = -O1 -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer $(UNCONFINED)
else ifdef COVERAGE
INSTRUMENT = -O0 --coverage $(UNCONFINED)
SHORT_PATHS =
else
INSTRUMENT = -O2 -D_FORTIFY_SOURCE=3
endif

SHORT_PATHS ?= -ffile-prefix-map=$(CURDIR)=. -ffile-prefix-map=$(abspath $(BUILD))=build
HARDEN = -fstack-protector-strong -fstack-clash-protection -fcf-protection=full -fPIE
WARN = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wformat=2 -Wvla -Wstrict-prototypes -Wmissing-prototypes \
	$(if $(FUZZ),,-Werror)
CPPFLAGS = -D_GNU_SOURCE -Ilib -I$(BUILD) -isystem /usr/include/ClearSilver -isystem /usr/include/mariadb
CFLAGS = -std=gnu11 -g $(INSTRUMENT) $(HARDEN) $(WARN) -ffunction-sections -fdata-sections \
	$(SHORT_PATHS) -MMD -MP
LDFLAGS = $(INSTRUMENT) -pie -Wl,--gc-sections -Wl,--as-needed \
	-Wl,-z,relro,-z,now,-z,noexecstack,-z,separate-code -Wl,--build-id=sha1
LDLIBS = -lneo_cgi -lneo_cs -lneo_utl -lz -lfcgi -lmariadb -largon2 -lsodium -lstemmer -lmd4c -ljansson -lmagic \
	-lcurl -loath -lqrencode -lgd -larchive -lseccomp -licui18n -licuuc -licudata -lm

# What the environment or the command line adds (EXTRA_CFLAGS="-march=native") comes last.
CFLAGS += $(EXTRA_CFLAGS)
LDFLAGS += $(EXTRA_LDFLAGS)

# One short line a command; V=1 shows them whole.
Q = $(if $(V),,@)
TELL = $(if $(V),,@printf '  %-5s %s\n' $1 '$2')

# --- sources --------------------------------------------------------------------------------------

LIB_C := $(sort $(wildcard lib/*/*.c))
LIB_O := $(LIB_C:%.c=$(BUILD)/obj/%.o)
LIB = $(BUILD)/libportico.a

# A program is cgi-bin/NAME.c or every file of cgi-bin/NAME/.
objects_of = $(patsubst %.c,$(BUILD)/obj/%.o,$(sort $(wildcard cgi-bin/$1.c cgi-bin/$1/*.c)))

BINARIES := $(addprefix $(BUILD)/bin/,$(WEB) $(COMMANDS))

STATIC := $(sort $(shell find templates/static -type f -not -name '.*' 2>/dev/null))
PACKED := $(filter %.css %.js %.svg %.html,$(STATIC))
MESSAGES := $(wildcard templates/locale/*.po)
MIGRATIONS := $(sort $(wildcard sql/migrations/[0-9][0-9][0-9][0-9]-*.sql))
SCHEMA := $(shell basename '$(lastword $(MIGRATIONS))' | sed 's/^0*\([0-9]*\)-.*/\1/')

SHARE = $(BUILD)/share
SHARED = $(STATIC:templates/static/%=$(SHARE)/static/%) $(PACKED:templates/static/%=$(SHARE)/static/%.gz) \
	$(MESSAGES:templates/locale/%.po=$(SHARE)/locale/%.mo) \
	$(SHARE)/templates $(SHARE)/migrations $(if $(wildcard lib/io/common_passwords.txt),$(SHARE)/common-passwords.txt)

.PHONY: all help
all: $(BINARIES) $(SHARED)

help:
	@echo 'make all            build programs and shared files into $(BUILD)/'
	@echo 'sudo make run       whole portal on http://127.0.0.1:$${PORT:-8080}; data stays in var/'
	@echo 'sudo make deps      Debian packages and test modules that are missing'
	@echo 'sudo make check     every test; last line: N passed, N failed'
	@echo 'make check-unit | check-domain | check-web | check-cgi | check-browser | check-faults | check-timing | check-attack | lint'
	@echo 'make asan           build with ASan and UBSan into build-asan/'
	@echo 'make fuzz           each fuzz target for FUZZ_SECONDS=20'
	@echo 'make coverage       lines and branches that the tests reach'
	@echo 'make bench          speed and memory, as ratios to the least that is possible; SCALE=100000 rows, PEERS=fossil'
	@echo 'make bench-table    the figures of build/bench.json into the README'
	@echo 'make attack         fuzzers, malformed requests, races, scanners (wapiti, sqlmap), all in their long form'
	@echo 'make proof          the long form of the lint, browser, faults, attack, fuzz and bench runs, before a release; PROOF_FUZZ_SECONDS=600'
	@echo 'make messages       bring templates/locale/*.po up to the sources'
	@echo 'make install        DESTDIR= prefix=/usr/local (see INSTALL)'
	@echo 'make format         let clang-format write the C files'
	@echo 'make clean          the build folders; clean-data: the data of make run'

# --- objects, library, programs -------------------------------------------------------------------

$(BUILD)/obj/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call TELL,CC,$<)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) $(COVER) -c -o $@ $<

$(LIB): $(LIB_O)
	$(call TELL,AR,$@)
	$(Q)rm -f $@.new && $(AR) rcsD $@.new $^ && mv $@.new $@

$(foreach program,$(WEB) $(COMMANDS),$(eval $(BUILD)/bin/$(program): $(call objects_of,$(program))))

# The first link leaves out what the program does not use, so that the second takes only the libraries that the
# rest needs: each that is loaded costs every worker memory and every start time.
$(BUILD)/bin/%: $(LIB)
	@mkdir -p $(@D)
	$(call TELL,LD,$@)
	$(Q)$(CC) -r -nostdlib -Wl,--gc-sections -Wl,--entry=main -o $@.used $(filter %.o,$^) $(LIB)
	$(Q)$(CC) $(LDFLAGS) -o $@ $@.used $(LDLIBS)
	$(Q)rm -f $@.used

# Other flags or another compiler rebuild everything. Generated headers change only when their content does.
define keep_if_same
	@mkdir -p $(@D); if cmp -s $@.new $@; then rm -f $@.new; else mv $@.new $@; fi
endef

.PHONY: FORCE
$(BUILD)/flags: FORCE
	@mkdir -p $(@D); printf '%s\n' '$(CC) $(CPPFLAGS) $(CFLAGS) $(COVER) | $(LDFLAGS) | $(LIB_C)' >$@.new
	$(keep_if_same)

$(BUILD)/version.h: FORCE
	@mkdir -p $(@D); { \
		echo '/* Made by the Makefile. */'; \
		echo '#define PORTICO_VERSION "$(VERSION)"'; \
		echo '#define PORTICO_SCHEMA $(or $(SCHEMA),0)'; \
		echo "#define PORTICO_STATIC_VERSION \"$$(LC_ALL=C sha256sum $(STATIC) /dev/null | sha256sum | cut -c1-10)\""; \
	} >$@.new
	$(keep_if_same)

# version.h must stand before the first compile; afterwards the dependency files know who includes it.
$(LIB_O) $(patsubst %.c,$(BUILD)/obj/%.o,$(wildcard cgi-bin/*.c cgi-bin/*/*.c)): | $(BUILD)/version.h

# --- shared files ---------------------------------------------------------------------------------

$(SHARE)/static/%.gz: templates/static/%
	@mkdir -p $(@D)
	$(Q)gzip -9 -n -c $< >$@

$(SHARE)/static/%: templates/static/%
	@mkdir -p $(@D)
	$(Q)cp $< $@

$(SHARE)/locale/%.mo: templates/locale/%.po
	@mkdir -p $(@D)
	$(call TELL,MO,$<)
	$(Q)$(MSGFMT) --check -o $@.new $< && mv $@.new $@

$(SHARE)/templates $(SHARE)/migrations: FORCE
	@mkdir -p $(@D); ln -sfn $(CURDIR)/$(if $(filter %/migrations,$@),sql/migrations,templates) $@

$(SHARE)/common-passwords.txt: lib/io/common_passwords.txt
	@mkdir -p $(@D)
	$(Q)cp $< $@

# --- tests ----------------------------------------------------------------------------------------
# tests/unit/test_*.c and tests/domain/test_*.c are programs; other files beside them are linked into each.
# tests/bench/*.c are programs too.

UNIT := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/unit/test_*.c))
DOMAIN := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/domain/test_*.c))
BENCH := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/bench/*.c))
UNIT_BESIDE := $(patsubst %.c,$(BUILD)/obj/%.o,$(filter-out tests/unit/test_%,$(wildcard tests/unit/*.c)))
DOMAIN_BESIDE := $(patsubst %.c,$(BUILD)/obj/%.o,$(filter-out tests/domain/test_%,$(wildcard tests/domain/*.c)))

# tests/faults/*.c are preloaded into programs that have no sanitizer.
FAULTS := $(patsubst %.c,$(BUILD)/%.so,$(wildcard tests/faults/*.c))

.PHONY: tests
tests: $(UNIT) $(DOMAIN) $(BENCH) $(FAULTS)

$(UNIT): $(BUILD)/tests/unit/%: $(BUILD)/obj/tests/unit/%.o $(UNIT_BESIDE) $(LIB)
	@mkdir -p $(@D)
	$(call TELL,LD,$@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $(filter %.o,$^) $(LIB) -lcmocka $(LDLIBS)

# test_queries asks each query of the library, so it links all of it.
$(DOMAIN): LINKED = $(LIB)
# Every query is looked at, so every object must be there.
$(BUILD)/tests/domain/test_queries $(BUILD)/tests/domain/test_explain $(BUILD)/tests/domain/test_grants: LINKED = -Wl,--whole-archive $(LIB) -Wl,--no-whole-archive
$(DOMAIN): $(BUILD)/tests/domain/%: $(BUILD)/obj/tests/domain/%.o $(DOMAIN_BESIDE) $(LIB)
	@mkdir -p $(@D)
	$(call TELL,LD,$@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $(filter %.o,$^) $(LINKED) -lcmocka $(LDLIBS)

$(BENCH): $(BUILD)/tests/bench/%: $(BUILD)/obj/tests/bench/%.o $(LIB)
	@mkdir -p $(@D)
	$(call TELL,LD,$@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $(filter %.o,$^) $(LIB) $(LDLIBS)

$(FAULTS): $(BUILD)/tests/faults/%.so: tests/faults/%.c
	@mkdir -p $(@D)
	$(call TELL,LD,$@)
	$(Q)$(CC) $(CPPFLAGS) -std=gnu11 -g -O2 -fPIC -Wall -Wextra -shared -o $@ $<

$(patsubst %.c,$(BUILD)/obj/%.o,$(wildcard tests/*/*.c)): | $(BUILD)/version.h

# As root in somebody's checkout, files are made as that person.
OWNER := $(shell stat -c %U .)
AS_OWNER = $(if $(and $(filter 0,$(shell id -u)),$(filter-out root UNKNOWN,$(OWNER))),runuser -u $(OWNER) -- env HOME=$(shell \
	getent passwd $(OWNER) | cut -d: -f6))

.PHONY: deps deps-run deps-attack asan run ready check check-unit check-domain check-web check-attack check-cgi check-browser check-faults check-timing lint bench bench-table attack proof
deps:
	@nginx/deps.sh build run test
	@$(AS_OWNER) nginx/deps.sh modules

deps-attack:
	@nginx/deps.sh attack

deps-run:
	@nginx/deps.sh build run

run: deps-run
	@$(AS_OWNER) $(MAKE) --no-print-directory -j2 all
	@exec nginx/portico.sh

asan:
	@$(MAKE) --no-print-directory BUILD=build-asan SANITIZE=1 all tests

# Speed and memory are measured by `make bench`, on a machine that does nothing else meanwhile.
# The longest come first: the shorter ones even out where two lanes end.
SUITES = faults lint cgi attack domain domain-asan unit unit-asan browser web timing fuzz
ready: deps
	@$(AS_OWNER) $(MAKE) --no-print-directory -j2 all tests
	@$(AS_OWNER) $(MAKE) --no-print-directory -j2 asan
check: ready
	@$(AS_OWNER) $(NODE) tests/harness/run.mjs --parallel $(SUITES)

check-unit check-domain: check-%: all tests
	@$(NODE) tests/harness/run.mjs $*
check-web check-attack: check-%: all asan
	@$(NODE) tests/harness/run.mjs $*
check-faults check-timing: $(FAULTS)
check-cgi check-browser check-faults check-timing: check-%: all
	@$(NODE) tests/harness/run.mjs $*
lint: all
	@$(NODE) tests/harness/run.mjs lint
bench: deps
	@$(AS_OWNER) $(MAKE) --no-print-directory -j2 all tests
	@$(AS_OWNER) $(NODE) tests/harness/run.mjs bench
bench-table:
	@$(NODE) tests/bench/report.mjs build/bench.json --readme
attack: ready deps-attack
	@$(AS_OWNER) env PROOF=1 $(NODE) tests/harness/run.mjs attack
proof: ready deps-attack
	@$(AS_OWNER) env PROOF=1 FUZZ_SECONDS=$(PROOF_FUZZ_SECONDS) $(NODE) tests/harness/run.mjs --parallel attack faults cgi lint browser timing fuzz bench

# Lines and branches that the tests reach, folder by folder; parsers file by file.
.PHONY: coverage
coverage:
	@$(MAKE) --no-print-directory BUILD=build-coverage COVERAGE=1 all tests
	@BUILD=build-coverage BUILD_ASAN=build-coverage $(NODE) tests/harness/run.mjs unit domain web
	@$(NODE) tests/harness/coverage.mjs build-coverage

# Each target starts from its seeds in tests/fuzz/corpus/NAME and keeps what it finds in build-fuzz/corpus/NAME.
FUZZ_SECONDS ?= 20
PROOF_FUZZ_SECONDS ?= 600
FUZZERS := $(wildcard tests/fuzz/fuzz_*.c)
.PHONY: fuzz fuzzers fuzz-links
fuzzers:
	@$(MAKE) --no-print-directory BUILD=build-fuzz FUZZ=1 fuzz-links
fuzz-links: $(FUZZERS:%.c=$(BUILD)/%)
$(BUILD)/tests/fuzz/fuzz_import: $(BUILD)/obj/cgi-bin/portico/import.o
$(FUZZERS:%.c=$(BUILD)/%): $(BUILD)/%: $(BUILD)/obj/%.o $(LIB)
	@mkdir -p $(@D)
	$(call TELL,LD,$@)
	$(Q)$(CC) $(LDFLAGS) -fsanitize=fuzzer -o $@ $(filter %.o,$^) $(LIB) $(LDLIBS)
fuzz:
	@FUZZ_SECONDS=$(FUZZ_SECONDS) $(NODE) tests/harness/run.mjs fuzz

# --- translations ---------------------------------------------------------------------------------

.PHONY: messages
messages:
	@tests/check/messages --update

# --- install --------------------------------------------------------------------------------------

prefix ?= /usr/local
exec_prefix ?= $(prefix)
bindir ?= $(exec_prefix)/bin
libexecdir ?= $(exec_prefix)/libexec
datarootdir ?= $(prefix)/share
datadir ?= $(datarootdir)
docdir ?= $(datarootdir)/doc/portico
sysconfdir ?= /etc
localstatedir ?= /var
runstatedir ?= /run
unitdir ?= $(prefix)/lib/systemd/system
sysusersdir ?= $(prefix)/lib/sysusers.d
tmpfilesdir ?= $(prefix)/lib/tmpfiles.d

INSTALLED = $(DESTDIR)$(datadir)/portico
ETC = $(DESTDIR)$(sysconfdir)/portico
FILL = sed -e 's|@BIN@|$(libexecdir)/portico|g' -e 's|@COMMAND@|$(bindir)/portico|g' -e 's|@SHARE@|$(datadir)/portico|g' \
	-e 's|@ETC@|$(sysconfdir)/portico|g' -e 's|@STATE@|$(localstatedir)/lib/portico|g' \
	-e 's|@CACHE@|$(localstatedir)/cache/nginx/portico|g' -e 's|@LOG@|$(localstatedir)/log/nginx|g' \
	-e 's|@RUN@|$(runstatedir)/portico|g' -e 's|@PREFIX@|$(URL_PREFIX)|g' -e 's|@PROGRAMS@|$(WEB)|g'

# $(call filled,SOURCE,TARGET): a sample with its paths filled in.
define filled
	@$(INSTALL) -d $(dir $2)
	$(FILL) $1 >$2
	@chmod 0644 $2

endef

.PHONY: install uninstall clean clean-data format
install: all
	$(INSTALL) -d $(DESTDIR)$(bindir) $(DESTDIR)$(libexecdir)/portico $(INSTALLED) $(ETC)
	$(INSTALL) -m 0755 $(BUILD)/bin/portico $(DESTDIR)$(bindir)/portico
	$(INSTALL) -m 0755 $(addprefix $(BUILD)/bin/,$(WEB)) $(DESTDIR)$(libexecdir)/portico
	rm -rf $(INSTALLED)/templates $(INSTALLED)/static $(INSTALLED)/locale $(INSTALLED)/migrations
	cd templates && find . -name '*.cs' -exec $(INSTALL) -D -m 0644 {} $(abspath $(INSTALLED))/templates/{} \;
	cd $(SHARE)/static && find . -type f -exec $(INSTALL) -D -m 0644 {} $(abspath $(INSTALLED))/static/{} \;
	$(INSTALL) -D -m 0644 -t $(INSTALLED)/locale $(wildcard $(SHARE)/locale/*.mo)
	$(INSTALL) -D -m 0644 -t $(INSTALLED)/migrations $(MIGRATIONS)
	$(if $(wildcard lib/io/common_passwords.txt),$(INSTALL) -m 0644 lib/io/common_passwords.txt $(INSTALLED))
	$(call filled,nginx/portico.conf.sample.in,$(ETC)/portico.conf.sample)
	$(call filled,nginx/portico.conf.in,$(ETC)/nginx/site.conf.sample)
	$(call filled,nginx/snippets/portico-http.conf.in,$(ETC)/nginx/portico-http.conf)
	$(call filled,nginx/snippets/portico-locations.conf.in,$(ETC)/nginx/portico-locations.conf)
	$(call filled,nginx/snippets/portico-headers.conf.in,$(ETC)/nginx/portico-headers.conf)
	$(call filled,nginx/snippets/portico-cache.conf.in,$(ETC)/nginx/portico-cache.conf)
	$(foreach unit,$(wildcard nginx/systemd/*.service.in nginx/systemd/*.socket.in nginx/systemd/*.target.in),\
		$(call filled,$(unit),$(DESTDIR)$(unitdir)/$(notdir $(unit:.in=))))
	$(call filled,nginx/systemd/sysusers.conf.in,$(DESTDIR)$(sysusersdir)/portico.conf)
	$(call filled,nginx/systemd/tmpfiles.conf.in,$(DESTDIR)$(tmpfilesdir)/portico.conf)
	$(call filled,nginx/apache/site.conf.in,$(DESTDIR)$(docdir)/apache-site.conf)
	$(call filled,nginx/apache/htaccess.in,$(DESTDIR)$(docdir)/htaccess)
	$(call filled,nginx/cron.in,$(DESTDIR)$(docdir)/cron)
	$(call filled,nginx/logrotate.in,$(DESTDIR)$(docdir)/logrotate)
	$(INSTALL) -m 0755 nginx/confined $(INSTALLED)/confined
	$(INSTALL) -m 0644 INSTALL LICENSE nginx/SECURITY.md CHANGELOG.md $(DESTDIR)$(docdir)

uninstall:
	rm -rf $(DESTDIR)$(libexecdir)/portico $(INSTALLED) $(DESTDIR)$(docdir) $(ETC)/nginx $(ETC)/portico.conf.sample
	rm -f $(DESTDIR)$(bindir)/portico $(DESTDIR)$(unitdir)/portico@.service $(DESTDIR)$(unitdir)/portico@.socket \
		$(DESTDIR)$(unitdir)/portico-worker.service $(DESTDIR)$(unitdir)/portico.target \
		$(DESTDIR)$(sysusersdir)/portico.conf $(DESTDIR)$(tmpfilesdir)/portico.conf

clean:
	rm -rf $(BUILD) build-asan build-fuzz build-coverage

# The data of `make run`, unless it is in use.
clean-data:
	@[ ! -e var/lock ] || flock -n var/lock true || { echo 'var/ is in use: end make run first' >&2; exit 1; }
	rm -rf var

format:
	find lib cgi-bin tests -path tests/node_modules -prune -o -name '*.[ch]' -print0 | xargs -0 clang-format -i

-include $(shell find $(BUILD)/obj -name '*.d' 2>/dev/null)
