// The lenient reader of JSON (json/lenient.h), by which answers and notices are read.
#pragma once

#include "json/lenient.h"

namespace cadence::forge {

using json::flag_at;
using json::has;
using json::instant_at;
using json::list_at;
using json::number_at;
using json::text_at;
using json::texts_at;

}  // namespace cadence::forge
