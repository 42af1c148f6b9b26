// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/source.h"

namespace surgedeck {

/// The page of ngx_http_stub_status_module (nginx.org/en/docs/http/ngx_http_stub_status_module.html): connections and
/// requests. `url` is that of the page. Error of the parser: Protocol.
Result<ServerGauges> parseStubStatus(const QByteArray &page);
Result<SourcePtr> createNginxSource(const SourceSettings &settings, const Clock &clock);

} // namespace surgedeck
