/* placeholder */
#include "web/route.h"

int main(int argc, char **argv)
{
	return program_main(argc, argv, "account", NULL, 0);
}
