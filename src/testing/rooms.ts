/** The rooms as main joins them, for tests of a room that walk all of them. */
export { rooms } from '../main/rooms.ts'
