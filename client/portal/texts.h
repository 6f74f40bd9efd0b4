// What a citizen reads.
#pragma once

namespace kepsim {

inline constexpr char kSignatureActiveText[] =
    "Квалифицированная подпись активна";  // ours, modelled on the portal's
inline constexpr char kSignatureAbsentText[] =
    "Квалифицированная подпись не подключена";  // ours, modelled on the portal's
// Основание of a termination that the owner asked for in the cabinet.
inline constexpr char kBlockingGround[] =
    "Обращение владельца через личный кабинет: утрата ключевого носителя";  // ours

}  // namespace kepsim
