import { attending, attendingAmong } from './queries/attending.ts'

export type { Attendance } from './queries/attending.ts'

/** The door of the room: who has a place in an edition. For those who act there; a list of it is given to nobody. */
export const registrations = { attending, attendingAmong }
