import type { SpaceSort } from '../../core/moving.ts'

/** A day of a calendar (2026-03-01): it has no time zone. */
type Day = string
export const MOVE_STATES = ['announced', 'leaving', 'settled'] as const
export type MoveState = (typeof MOVE_STATES)[number]

declare module '../../platform/db.ts' {
  interface Tables {
    /** On the hub that is left: a community or a body that moves, or has moved. */
    space_move: {
      /** Of what moves, in all four tables; a body too, which could not move when they were made. */
      community_id: string
      sort: SpaceSort
      /** Of this announcement: what members hold to come in there is made of it, and what stands for them in the file. */
      id: string
      /** The address of the other hub, without a path. */
      destination: string
      announced_on: Day
      /** From that day on it can be exported. */
      leaves_on: Day
      state: MoveState
      /** Of what only a hub that has opened the file can say. */
      receipt_hash: Buffer | null
    }
    /** By what somebody is there, of a body by what stands for them in the file: a member who does not come along; whether what they wrote there stays behind as well. */
    space_objection: { community_id: string; member_id: string; erases: boolean }
    /** On the hub that is reached. */
    space_arrival: { community_id: string; sort: SpaceSort; origin: string; arrived_on: Day }
    /** Somebody who may say there that they are this member, by what their letter holds. */
    space_claim: { community_id: string; member_id: string; token_hash: Buffer; lapses_on: Day }
  }
}
