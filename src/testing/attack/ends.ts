/** Deeds that would end the part of whoever attacks: they come last, or not at all. */
export const LEADS_AWAY =
  /sign-out|departure|acting|removal|archiv|me\/identity$|deletion|leav|erasure|me\/sessions|discarding|ending|closure|DELETE (\/api)?\/(me|bodies)/
