/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/mail/opaque.h"

#include <string.h>

#include "lib/base/ascii.h"

static const char *const types[] = {
	"application/gzip",
	"application/java-archive",
	"application/ms-tnef",
	"application/pgp-encrypted",
	"application/pkcs7-mime",
	"application/vnd.ms-cab-compressed",
	"application/vnd.ms-tnef",
	"application/vnd.rar",
	"application/x-7z-compressed",
	"application/x-bzip",
	"application/x-bzip2",
	"application/x-compress",
	"application/x-compressed",
	"application/x-compressed-tar",
	"application/x-gtar",
	"application/x-gzip",
	"application/x-iso9660-image",
	"application/x-lzh",
	"application/x-lzma",
	"application/x-pkcs7-mime",
	"application/x-rar",
	"application/x-rar-compressed",
	"application/x-tar",
	"application/x-xz",
	"application/x-zip",
	"application/x-zip-compressed",
	"application/x-zstd",
	"application/zip",
	"application/zstd",
	"message/partial",
};

static const char *const endings[] = {
	".7z",
	".arj",
	".bz2",
	".cab",
	".gpg",
	".gz",
	".iso",
	".jar",
	".lzh",
	".p7m",
	".pgp",
	".rar",
	".tar",
	".tgz",
	".xz",
	".zip",
	".zst",
	"winmail.dat",
};

bool
opaque_is_type(const char *type)
{
	for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
		if (strcmp(type, types[i]) == 0)
			return true;
	return false;
}

bool
opaque_is_name(const char *name)
{
	size_t n_name = strlen(name);

	for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
		size_t n = strlen(endings[i]);

		if (n_name >= n && ascii_equal(name + n_name - n, endings[i]))
			return true;
	}
	return false;
}

bool
opaque_is_text(const char *text)
{
	return strstr(text, "-----BEGIN PGP MESSAGE-----") != NULL;
}
