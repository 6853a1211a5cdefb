/*
 * File types by content: what is on our list, and what a browser could run, which never is.
 */
#define _GNU_SOURCE 1
#include "claim.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/rc.h"
#include "io/filetype.h"

#define UNKNOWN "application/octet-stream"

static const char *type_of(const void *data, size_t length)
{
	int fd = memfd_create("file", MFD_CLOEXEC);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, data, length), length);
	assert_int_equal(lseek(fd, 3, SEEK_SET), 3);
	const char *type = filetype_of(fd);
	assert_int_equal(lseek(fd, 0, SEEK_CUR), 3);
	close(fd);
	return type;
}

#define TYPE(text) type_of(text, sizeof(text) - 1)

static void test_known(void **state)
{
	(void)state;
	static const char zip[] = "PK\x03\x04\x0a\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x05\0\0\0a."
	                          "txtPK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
	static const char odt[] =
	        "PK\x03\x04\x14\0\0\0\0\0\0\0!\0^\xc6\x32\x0c\x27\0\0\0\x27\0\0\0\x08\0\0\0mimetype"
	        "application/vnd.oasis.opendocument.text";
	static const char wav[] = "RIFF\x24\0\0\0WAVEfmt "
	                          "\x10\0\0\0\x01\0\x01\0\x44\xac\0\0\x88\x58\x01\0\x02\0\x10\0data\0\0\0\0";

	assert_string_equal(
	        TYPE("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0"), "image/png");
	assert_string_equal(TYPE("\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01"), "image/jpeg");
	assert_string_equal(TYPE("GIF89a\x01\0\x01\0\x80\0\0"), "image/gif");
	assert_string_equal(TYPE("RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f\0\0\0"), "image/webp");
	assert_string_equal(TYPE("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), "application/pdf");
	assert_string_equal(TYPE("plain words\nin lines\n"), "text/plain");
	assert_string_equal(TYPE("متن ساده"), "text/plain");
	assert_string_equal(TYPE("\x1f\x8b\x08\0\0\0\0\0\0\x03\x03\0\0\0\0\0\0\0\0\0"), "application/gzip");
	assert_string_equal(TYPE(zip), "application/zip");
	assert_string_equal(TYPE(odt), "application/vnd.oasis.opendocument.text");
	assert_string_equal(TYPE(wav), "audio/x-wav");
}

/* UPL-03: scripts, markup and programs are bytes to us. */
static void test_dangerous(void **state)
{
	(void)state;
	static const char *const files[] = { "<html><script>alert(1)</script></html>",
		"<!DOCTYPE html>\n<p>a", "<script>alert(1)</script>",
		"<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>",
		"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>",
		"<?xml version=\"1.0\"?>\n<?xml-stylesheet href=\"a.xsl\"?><a/>", "#!/bin/sh\nrm -rf /\n",
		"<?php system('id'); ?>\n",
		"\x7f"
		"ELF\x02\x01\x01",
		"%!PS-Adobe-3.0\n" };

	for (size_t i = 0; i < LENGTH(files); i++) {
		const char *type = type_of(files[i], strlen(files[i]));
		if (strcmp(type, UNKNOWN) != 0)
			fail_msg("%s is %s", files[i], type);
	}
	assert_string_equal(TYPE("MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0"), UNKNOWN);
	assert_string_equal(TYPE(""), UNKNOWN);
	assert_string_equal(TYPE("\0\x01\x02\x03"), UNKNOWN);
	assert_string_equal(filetype_of(-1), UNKNOWN);
}

static void test_inline(void **state)
{
	(void)state;
	static const char *const shown[] = { "image/png", "image/jpeg", "image/gif", "image/webp" };
	static const char *const kept[] = { "image/svg+xml", "text/html", "text/plain", "application/pdf",
		"application/xml", UNKNOWN, "", "image/png;x", "image/tiff", NULL };

	for (size_t i = 0; i < LENGTH(shown); i++)
		assert_true(filetype_inline(shown[i]));
	for (size_t i = 0; i < LENGTH(kept); i++)
		assert_false(filetype_inline(kept[i]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("UPL-03: known types are recognised by content", test_known),
		CLAIM("UPL-03: what a browser could run is bytes", test_dangerous),
		CLAIM("UPL-03: only four kinds of pictures show in the page", test_inline),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
