// Where `kepsim serve` listens, and `kepsim call` connects, when nothing else is said.
#pragma once

namespace kepsim {

inline constexpr char kDefaultGrpc[] = "127.0.0.1:50051";
inline constexpr char kDefaultHttp[] = "127.0.0.1:8080";
inline constexpr char kDefaultControl[] = "127.0.0.1:50052";
inline constexpr char kDefaultControlHttp[] = "127.0.0.1:8081";

}  // namespace kepsim
