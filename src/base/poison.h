/* Functions that must not be used in Takar (design, style rule 12). Forced in on every compile of src/. */
#ifndef TAKAR_POISON_H
#define TAKAR_POISON_H
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#pragma GCC poison strcpy strcat sprintf vsprintf strtok atoi atol atof gets localtime gmtime ctime asctime
/* Named in a macro of a library's header (libxlsxwriter), so that it can only be forbidden where it is called. */
char *strncpy(char *, const char *, size_t) __attribute__((deprecated));
#endif
