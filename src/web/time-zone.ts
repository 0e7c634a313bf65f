const ZONES = new Set(Intl.supportedValuesOf('timeZone'))

/** What the cookie `zone` says, where it is a zone that is known here. */
export const zoneOf = (cookie: string | undefined): string | null => (cookie !== undefined && ZONES.has(cookie) ? cookie : null)
