/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a fuzzer is: one function that must return for any bytes.  libFuzzer
 * calls it (./configure --enable-fuzz), or replay.c with the seeds.
 */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n_data);

#endif
