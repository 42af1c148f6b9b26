// SPDX-License-Identifier: GPL-3.0-or-later
// Any text as an expression: it parses or says where not; what parses is printed, reads back as the same text, and is
// evaluated over a few series. The first byte chooses rules and times.
#include "models/metrics/data/memorystorage.h"
#include "models/metrics/data/resultjson.h"
#include "models/metrics/sample.h"

#include <cstdlib>

using namespace surgedeck::metrics;

namespace {

constexpr int mostInterruptions = 2'000; // of one evaluation; then it is given up

const MemoryStorage &storage()
{
    static const MemoryStorage filled = [] {
        MemoryStorage made;
        std::vector<std::int64_t> times;
        std::vector<double> climbing;
        std::vector<double> odd;
        for (int i = 0; i < 40; ++i) {
            times.push_back(i * 15'000);
            climbing.push_back(i % 25);
            odd.push_back(i % 5 == 0 ? staleMarker() : i % 3 == 0 ? ordinaryNan() : 1.0 / (i - 7));
        }
        made.add({{"__name__", "m"}, {"a", "1"}, {"le", "1"}}, times, climbing);
        made.add({{"__name__", "m"}, {"a", "2"}, {"le", "+Inf"}}, times, odd);
        made.add({{"__name__", "n"}, {"a", "1"}}, times, odd);
        made.finish();
        return made;
    }();
    return filled;
}

EngineOptions options(Compat compat, int &asked)
{
    EngineOptions result;
    result.compat = compat;
    result.mostSamples = 20'000;
    result.mostPoints = 200;
    result.interrupted = [&asked] {
        return ++asked > mostInterruptions ? std::optional(ErrorType::Canceled) : std::nullopt;
    };
    return result;
}

void check(bool good)
{
    if (!good)
        std::abort();
}

void printAndReadBack(const Expr &expression)
{
    const std::string once = printed(expression);
    const auto again = parseExpression(once, Compat::V3);
    check(static_cast<bool>(again) || again.error().message.find("nested deeper") != std::string::npos);
    if (again)
        check(printed(**again) == once);
}

void evaluate(const Expr &expression, Compat compat, std::int64_t timeMs)
{
    int asked = 0;
    if (const auto result = evaluateInstant(expression, storage(), timeMs, options(compat, asked)))
        check(!apiAnswer(*result).empty());
    asked = 0;
    if (const auto result =
            evaluateRange(expression, storage(), {timeMs, timeMs + 60'000, 20'000}, options(compat, asked)))
        check(!apiAnswer(*result).empty());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0 || size > 4096)
        return 0;
    const Compat compat = data[0] % 2 == 0 ? Compat::V3 : Compat::V2;
    const std::string text(reinterpret_cast<const char *>(data + 1), size - 1);
    const auto expression = parseExpression(text, compat);
    if (!expression) {
        const int position = expression.error().position;
        check(position >= 0 && position <= static_cast<int>(text.size()) && !expression.error().message.empty());
        return 0;
    }
    if (compat == Compat::V3)
        printAndReadBack(**expression);
    evaluate(**expression, compat, data[0] / 2 * 7'500 - 100'000);
    return 0;
}
