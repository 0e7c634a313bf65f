import type { Generated } from 'kysely'

export const HOST_SORTS = ['community', 'body'] as const
export type HostSort = (typeof HOST_SORTS)[number]
export const KINDS = ['meeting', 'meal', 'feast', 'course', 'sport', 'culture', 'help-desk', 'talk', 'other'] as const
export type Kind = (typeof KINDS)[number]
export type EventState = 'draft' | 'published' | 'called-off'
export const VISIBILITIES = ['everybody', 'members'] as const
export type Visibility = (typeof VISIBILITIES)[number]
export const WAYS = ['in-person', 'online', 'hybrid'] as const
export type Way = (typeof WAYS)[number]
/** Once; by a rule; on days that people put in, each with where it is from: feasts by the moon or by tradition. */
export type Repeats = 'once' | 'rule' | 'by-hand'
export const KNOWN = ['yes', 'no', 'unknown'] as const
export type Known = (typeof KNOWN)[number]
export const LINK_FOR = ['answered', 'all'] as const
export type LinkFor = (typeof LINK_FOR)[number]
export const ANSWERS = ['yes', 'maybe', 'no'] as const
export type Answer = (typeof ANSWERS)[number]
export const COMING = ['there', 'online'] as const
export type Coming = (typeof COMING)[number]
export const REMINDERS = ['day', 'hours', 'none'] as const
export type Reminder = (typeof REMINDERS)[number]
export type PointState = 'proposed' | 'on-agenda' | 'declined'

type Dated = { host_id: string; event_id: string; slot: string }

declare module '../../platform/db.ts' {
  interface Tables {
    hosted_event: {
      host_id: string
      id: string
      host_sort: HostSort
      kind: Kind
      state: EventState
      visibility: Visibility
      way: Way
      zone: string
      /** The day and the hour on the clock of that zone. */
      first_on: string
      starts_time: string
      minutes: number
      repeats: Repeats
      repeat_rule: string | null
      /** No date after that day is added any more. */
      ends_on: string | null
      capacity: number | null
      /** So long before its beginning one can answer. */
      closes_hours: number
      place_id: string | null
      topics: string[]
      languages: string[]
      step_free: Known
      quiet_room: Known
      childcare: Known
      link_sealed: Buffer | null
      link_for: LinkFor
      /** Of the host: a person where it is a body, the id of a member where it is a community. The same in every `by_ref`. */
      owner_ref: string | null
      contact: string
      sequence: Generated<number>
      checked_on: string
      written_at: Date
      published_at: Date | null
      called_off_at: Date | null
      reason: string | null
      reason_language: string | null
      /** A published rule, or “law”. */
      hidden_for: string | null
    }
    event_text: {
      host_id: string
      event_id: string
      language: string
      /** 0: the original. */
      position: number
      title: string
      text: string
      whom: string
      venue: string
      directions: string
      access: string
      cost: string
      by_ref: string | null
    }
    event_occurrence: Dated & {
      starts_at: Date
      ends_at: Date
      state: Generated<'on' | 'called-off'>
      moved_from: Date | null
      reason: string | null
      note: string | null
      words_language: string | null
      source: string | null
      changed_at: Date | null
      /** How many come, by those who said yes and have a place: stays when the answers are gone. */
      yes_people: Generated<number>
      came: number | null
      walk_ins: Generated<number>
    }
    event_answer: Dated & {
      id: string
      account_tag: Buffer | null
      person_tag: Buffer | null
      told_sealed: Buffer
      answer: Answer
      people: number
      way: Coming
      shown: boolean
      waiting: boolean
      remind: Reminder
      asked_at: Date
      moved_up_at: Date | null
      came: Generated<boolean>
      ends_at: Date
    }
    event_need: Dated & { answer_id: string; need_sealed: Buffer; ends_at: Date }
    event_minutes: Dated & {
      language: string
      version: number
      text: string
      state: 'draft' | 'published'
      by_ref: string | null
      written_at: Date
    }
    event_decision: Dated & {
      number: number
      text: string
      who: string
      language: string
      due_on: string
      done_on: string | null
      by_ref: string | null
    }
    event_point: Dated & {
      id: string
      text: string
      language: string
      state: PointState
      supports: number
      reason: string | null
      reason_language: string | null
      by_ref: string | null
      proposed_on: string
    }
    event_support: Dated & { point_id: string; account_tag: Buffer; ends_at: Date }
    event_picture: Dated & {
      id: string
      /** Waits until everybody who can be recognised has agreed; somebody asked that it goes. */
      state: 'waiting' | 'shown' | 'asked'
      by_ref: string | null
      added_on: string
      decide_by: string | null
      decided_on: string | null
    }
    event_consent: Dated & { picture_id: string; answer_id: string; agreed: Generated<boolean> }
    event_feed: { person_id: string; id: string }
  }
}
