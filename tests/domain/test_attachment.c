/* Files in pieces: they come back byte by byte, count against the limits, and leave nothing behind when a
 * message fails. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/secret.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/attachment.h"
#include "domain/message.h"
#include "domain/ticket.h"
#include "domain/ticket_desk.h"
#include "scratch.h"

#define NOW INT64_C(1800000000)

static const struct account alice = {
	.id = 1, .name = "Alice", .role = "customer", .state = "active", .lang = "en"
};
static const struct account agent = {
	.id = 3, .name = "Agnė", .role = "agent", .state = "active", .lang = "lt"
};

static int setup(void **state)
{
	scratch_sql("DELETE FROM outbox");
	scratch_sql("DELETE FROM ticket");
	scratch_sql("DELETE FROM account");
	scratch_sql("INSERT INTO account (id, mail, mail_key, name, role, state, lang, created_at, "
	            "updated_at) VALUES"
	            " (1, 'a@example.org', 'a@example.org', 'Alice', 'customer', 'active', 'en', 1, 1),"
	            " (3, 'b@example.org', 'b@example.org', 'Agnė', 'agent', 'active', 'lt', 1, 1)");
	return scratch_reset(state);
}

/* A file of `size` bytes that all differ from their neighbours in another file. */
static struct form_file spooled(const char *name, size_t size, unsigned seed)
{
	struct form_file file = { .field = "files", .name = name, .size = (int64_t)size };
	char path[] = "/tmp/portico-test-XXXXXX";
	char *bytes = malloc(size + 1);

	for (size_t i = 0; i < size; i++)
		bytes[i] = (char)((i * 31 + i / 251 + seed) & 0xFF);
	file.fd = mkstemp(path);
	assert_true(file.fd >= 0);
	unlink(path);
	assert_int_equal(write(file.fd, bytes, size), (ssize_t)size);
	secret_hash(bytes, size, file.hash);
	free(bytes);
	return file;
}

static struct ticket file_ticket(const struct form_file *files)
{
	struct ticket_draft draft = { .requester_id = alice.id,
		.requester_name = alice.name,
		.subject = "Files",
		.body = "See the files.",
		.priority = "normal",
		.language = language_find("en"),
		.files = files,
		.now = NOW };
	struct ticket ticket;
	int64_t number;

	assert_int_equal(ticket_open(scratch.db, scratch.arena, &draft, &number), RC_OK);
	assert_int_equal(ticket_find(scratch.db, scratch.arena, number, 0, false, "en", &ticket), RC_OK);
	return ticket;
}

struct taken {
	struct secret_hasher *hasher;
	int64_t bytes;
	size_t largest;
};

static enum rc take(void *context, const void *data, size_t length)
{
	struct taken *taken = context;

	secret_hasher_add(taken->hasher, data, length);
	taken->bytes += (int64_t)length;
	if (length > taken->largest)
		taken->largest = length;
	return RC_OK;
}

static void comes_back(const struct form_file *sent, const struct attachment *kept)
{
	struct taken taken = { .hasher = secret_hasher_new(scratch.arena) };
	uint8_t hash[SECRET_HASH];

	assert_string_equal(kept->name, sent->name);
	assert_int_equal(kept->size, sent->size);
	assert_int_equal(attachment_read(scratch.db, kept, take, &taken), RC_OK);
	secret_hasher_end(taken.hasher, hash);
	assert_int_equal(taken.bytes, sent->size);
	assert_true(taken.largest <= LIMIT_FILE_CHUNK);
	assert_memory_equal(hash, sent->hash, SECRET_HASH);
}

static void files_of_every_size_come_back_whole(void **state)
{
	(void)state;
	static const size_t sizes[] = { 1, LIMIT_FILE_CHUNK - 1, LIMIT_FILE_CHUNK, LIMIT_FILE_CHUNK + 1,
		5 * LIMIT_FILE_CHUNK + 7 };
	struct form_file sent[LENGTH(sizes)];
	struct db_rows kept;

	for (size_t i = 0; i < LENGTH(sizes); i++)
		sent[i] = spooled("naïve – نام.bin", sizes[i], (unsigned)i);
	for (size_t i = 0; i + 1 < LENGTH(sizes); i++)
		sent[i].next = &sent[i + 1];
	struct ticket ticket = file_ticket(sent);
	assert_int_equal(attachment_list_public(scratch.db, scratch.arena, ticket.id, 0, &kept), RC_OK);
	assert_int_equal(kept.count, LENGTH(sizes));
	for (size_t i = 0; i < LENGTH(sizes); i++)
		comes_back(&sent[i], &((const struct attachment *)kept.items)[i]);
	assert_int_equal(
	        scratch_number("SELECT COUNT(*) AS number FROM attachment_chunk"), 1 + 1 + 1 + 2 + 6);
	for (size_t i = 0; i < LENGTH(sizes); i++)
		close(sent[i].fd);
}

static void a_transaction_that_runs_again_stores_the_same_bytes(void **state)
{
	(void)state;
	struct form_file sent = spooled("again.bin", 300000, 9);
	struct db_rows kept;
	struct ticket ticket = { 0 };

	for (int run = 0; run < 2; run++) {
		assert_int_equal(db_begin(scratch.db), RC_OK);
		ticket = file_ticket(&sent);
		if (run == 0)
			db_rollback(scratch.db);
		else
			assert_int_equal(db_commit(scratch.db), RC_OK);
	}
	assert_int_equal(scratch_number("SELECT COUNT(*) AS number FROM attachment"), 1);
	assert_int_equal(attachment_list_public(scratch.db, scratch.arena, ticket.id, 0, &kept), RC_OK);
	comes_back(&sent, kept.items);
	close(sent.fd);
}

static void a_rollback_leaves_no_piece(void **state)
{
	(void)state;
	struct form_file sent = spooled("gone.bin", 600000, 1);

	assert_int_equal(db_begin(scratch.db), RC_OK);
	file_ticket(&sent);
	db_rollback(scratch.db);
	assert_int_equal(scratch_number("SELECT COUNT(*) AS number FROM ticket"), 0);
	assert_int_equal(scratch_number("SELECT COUNT(*) AS number FROM attachment"), 0);
	assert_int_equal(scratch_number("SELECT COUNT(*) AS number FROM attachment_chunk"), 0);
	close(sent.fd);
}

static void a_spool_file_that_is_cut_short_is_refused(void **state)
{
	(void)state;
	struct form_file sent = spooled("cut.bin", 1000, 1);
	struct attachment_owner owner = { .now = NOW };
	struct ticket ticket = file_ticket(NULL);

	owner.ticket_id = ticket.id;
	owner.message_id = scratch_number("SELECT MAX(id) AS number FROM ticket_message");
	sent.size = 2000;
	assert_int_equal(attachment_add(scratch.db, scratch.arena, &owner, &sent), RC_IO);
	close(sent.fd);
}

static void a_missing_piece_is_told(void **state)
{
	(void)state;
	struct form_file sent = spooled("hole.bin", 600000, 1);
	struct ticket ticket = file_ticket(&sent);
	struct taken taken = { .hasher = secret_hasher_new(scratch.arena) };
	struct db_rows kept;

	scratch_sql("DELETE FROM attachment_chunk WHERE position = 1");
	assert_int_equal(attachment_list_public(scratch.db, scratch.arena, ticket.id, 0, &kept), RC_OK);
	assert_int_equal(attachment_read(scratch.db, kept.items, take, &taken), RC_IO);
	close(sent.fd);
}

static void files_of_notes_are_for_staff(void **state)
{
	(void)state;
	struct form_file sent = spooled("note.bin", 10, 1);
	struct ticket ticket = file_ticket(NULL);
	struct db_rows kept;
	struct attachment file;

	assert_int_equal(desk_note(scratch.db, scratch.arena, &ticket, &agent, "look", &sent, NOW), RC_OK);
	assert_int_equal(attachment_list_public(scratch.db, scratch.arena, ticket.id, 0, &kept), RC_OK);
	assert_int_equal(kept.count, 0);
	assert_int_equal(attachment_list_all(scratch.db, scratch.arena, ticket.id, 0, &kept), RC_OK);
	assert_int_equal(kept.count, 1);
	const struct attachment *listed = kept.items;
	assert_int_equal(listed->public_id.length, ATTACHMENT_ID);
	assert_int_equal(attachment_find(scratch.db, scratch.arena, listed->public_id.data, 0, &file), RC_OK);
	assert_true(file.in_note);
	assert_int_equal(file.requester_id, alice.id);
	const uint8_t none[ATTACHMENT_ID] = { 0 };
	assert_int_equal(attachment_find(scratch.db, scratch.arena, none, 0, &file), RC_NOT_FOUND);
	close(sent.fd);
}

static void limits_hold_to_the_byte(void **state)
{
	(void)state;
	struct form_file coming = { .name = "x", .size = 1000 };
	struct ticket ticket = file_ticket(NULL);
	int64_t message = scratch_number("SELECT MAX(id) AS number FROM ticket_message");
	char *sql = arena_format(scratch.arena,
	        "INSERT INTO attachment (public_id, ticket_id, message_id, owner_id, name, type, size, hash, "
	        "created_at)"
	        " VALUES (REPEAT('a', 16), %lld, %lld, 1, 'x', 'text/plain', %lld, REPEAT('a', 32), %lld)",
	        (long long)ticket.id, (long long)message, (long long)LIMIT_FILES_DAY - 1000, (long long)NOW);

	scratch_sql(sql);
	assert_int_equal(attachment_check(scratch.db, scratch.arena, 1, 0, &coming, NOW), RC_OK);
	coming.size = 1001;
	assert_int_equal(attachment_check(scratch.db, scratch.arena, 1, 0, &coming, NOW), RC_LIMITED);
	assert_int_equal(attachment_check(scratch.db, scratch.arena, 3, 0, &coming, NOW), RC_OK);
	assert_int_equal(attachment_check(scratch.db, scratch.arena, 0, 0, &coming, NOW), RC_OK);
	assert_int_equal(attachment_check(scratch.db, scratch.arena, 1, 0, &coming, NOW + DAY), RC_OK);
	assert_int_equal(attachment_check(scratch.db, scratch.arena, 1, 0, NULL, NOW), RC_OK);
	scratch_sql("UPDATE attachment SET size = 999999000, owner_id = NULL");
	assert_int_equal(
	        attachment_check(scratch.db, scratch.arena, 1, ticket.id, &coming, NOW), RC_TOO_LARGE);
	coming.size = 1000;
	assert_int_equal(attachment_check(scratch.db, scratch.arena, 1, ticket.id, &coming, NOW), RC_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(files_of_every_size_come_back_whole, setup),
		cmocka_unit_test_setup(a_transaction_that_runs_again_stores_the_same_bytes, setup),
		cmocka_unit_test_setup(a_rollback_leaves_no_piece, setup),
		cmocka_unit_test_setup(a_spool_file_that_is_cut_short_is_refused, setup),
		cmocka_unit_test_setup(a_missing_piece_is_told, setup),
		cmocka_unit_test_setup(files_of_notes_are_for_staff, setup),
		cmocka_unit_test_setup(limits_hold_to_the_byte, setup),
	};
	scratch_open("attachment", 1);
	return cmocka_run_group_tests_name("attachment", tests, NULL, scratch_close);
}
