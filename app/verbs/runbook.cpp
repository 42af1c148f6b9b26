// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/runbook.h"

#include <array>

namespace surgedeck {

int runRunbook(VerbCall &call)
{
    const auto text = [](const char *name, const char *value) {
        return QCommandLineOption(QLatin1String(name), {}, QLatin1String(value));
    };
    const auto arguments =
        Arguments::read(call, "runbook",
                        {{QStringLiteral("list|show|lint|run|runs|score"), QStringLiteral("ID or FILE")},
                         1,
                         {text("workspace", "W"),
                          text("answers", "FILE"),
                          text("on", "ID"),
                          text("set", "NAME=VALUE"),
                          text("by", "NAME"),
                          text("pdf", "FILE"),
                          text("role", "ROLE"),
                          {QStringLiteral("for"), {}, QStringLiteral("DURATION"), QStringLiteral("8s")},
                          {QStringLiteral("dry-run"), {}},
                          {QStringLiteral("strict"), {}}}});
    if (!arguments)
        return ExitUsage;
    static constexpr std::array<std::pair<const char *, int (*)(VerbCall &, const Arguments &)>, 6> forms{
        {{"list", listRunbooks},
         {"show", showRunbook},
         {"lint", lintRunbooks},
         {"run", performRunbook},
         {"runs", listRuns},
         {"score", scoreRun}}};
    const QString form = arguments->positional(0);
    for (const auto &[name, run] : forms)
        if (form == QLatin1String(name))
            return run(call, *arguments);
    return usageError(call, "runbook",
                      QStringLiteral("there is list, show, lint, run, runs and score, not '%1'").arg(form.left(40)));
}

} // namespace surgedeck
