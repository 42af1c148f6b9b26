// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace surgedeck {

inline const std::string two = R"({"labels":{"__name__":"up","job":"b"},"samples":[[30,3],[10,1],[20,"NaN"],[10,9]]}
{"more":[{"a":null}],"samples":[[-5,"stale"],[0,"+Inf"],[5,"-Inf"],[7,-0.0],[9,1.5e-3]],"labels":{"job":"a","__name__":"up","gone":""}}
)";
inline const std::string twice =
    R"({"labels":{"a":"1"},"samples":[[2,2]]}{"labels":{"a":"1"},"samples":[[1,1],[2,5]]})";
inline const std::string vectorAnswer = R"({"status":"success","data":{"resultType":"vector","result":[)"
                                        R"({"metric":{"__name__":"up","job":"a\"\n"},"value":[1.5,"0.1"]},)"
                                        R"({"metric":{},"value":[-0.001,"1e+21"]}]},"warnings":["w"]})";
inline const std::string scalarAnswer =
    R"({"status":"success","data":{"resultType":"scalar","result":[60,"1000000000000000000000"]}})";
inline const std::string errorAnswer = R"({"status":"error","errorType":"bad_data","error":"a\"b"})";

} // namespace surgedeck
