import type { Generated } from 'kysely'

export type EditionState = 'draft' | 'announced' | 'called-off'
export type SessionState = 'draft' | 'announced' | 'called-off'
export type SessionRole = 'chair' | 'rapporteur' | 'youth-rapporteur' | 'note-taker'
export type BlockSort = 'welcome' | 'host' | 'keynote' | 'example' | 'discussion' | 'break' | 'closing'

export type ApplicationState = 'waiting' | 'chosen' | 'declined' | 'withdrawn'

/** A day of a calendar (2026-03-01): it has no time zone. */
type Day = string
/** Who translated a text. */
export type Translator = 'person' | 'machine'

declare module '../../platform/db.ts' {
  interface Tables {
    summit: { id: string; slug: string; body_id: string; created_by: string | null; created_at: Date }
    summit_text: { summit_id: string; language: string; position: number; name: string; summary: string }
    edition: {
      id: string
      summit_id: string
      slug: string
      state: EditionState
      languages: string[]
      zone: string
      starts_on: Day
      ends_on: Day
      /** False: they had to be put down, and nobody has said them yet. */
      days_known: Generated<boolean>
      created_by: string | null
      created_at: Date
      announced_at: Date | null
      called_off_at: Generated<Date | null>
      called_off_reason: Generated<string | null>
      called_off_language: Generated<string | null>
      /** Goes up with each change that a calendar should hear of. */
      changes: Generated<number>
    }
    edition_text: {
      edition_id: string
      language: string
      position: number
      name: string
      theme: string
      summary: string
      practical: string
    }
    /** Besides the body of the summit, which has no row. */
    edition_host: { edition_id: string; body_id: string; asked_by: string | null; asked_at: Date; confirmed_at: Date | null }
    venue: {
      edition_id: string
      number: number
      sort: 'place' | 'online'
      name: string
      language: string
      /** Where a place is; an address of nobody. */
      street: string
      access: string
      link: string | null
    }
    /** The name "session" is taken: people's are a browser's. */
    summit_session: {
      id: string
      edition_id: string
      number: number
      state: SessionState
      languages: string[]
      starts_at: Date
      ends_at: Date
      /** False: its hours follow, and the two moments are the ends of the days for which it is planned. */
      hours_known: Generated<boolean>
      place_number: number | null
      online_number: number | null
      correction_hours: number
      created_by: string | null
      created_at: Date
      announced_at: Date | null
      opened_at: Date | null
      closed_at: Date | null
      called_off_at: Generated<Date | null>
      called_off_reason: Generated<string | null>
      called_off_language: Generated<string | null>
      /** Goes up with each change that a calendar should hear of. */
      changes: Generated<number>
    }
    session_host: { session_id: string; body_id: string; part: 'host' | 'co-host' }
    /** One row for each language; the first is the original. */
    briefing_note: {
      session_id: string
      language: string
      position: number
      title: string
      overview: string
      context: string
      scope: string
      method: string
      host: string
      closing: string
      written_at: Date
      /** The sentence before the questions. */
      lead: Generated<string>
      /** What an import could not place: for organisers, so that nothing of a text is lost. */
      unplaced: Generated<string>
      /** Of a translation; null for the original. */
      translator: Generated<Translator | null>
      /** Who or what it was, as organisers wrote it. */
      translator_name: Generated<string>
    }
    session_question: { session_id: string; number: number; language: string; text: string }
    session_role: { session_id: string; person_id: string; role: SessionRole; since: Date }
    block: {
      session_id: string
      id: string
      position: number
      sort: BlockSort
      starts_at: Date
      minutes: number
      began_at: Date | null
      ended_at: Date | null
    }
    block_text: { session_id: string; block_id: string; language: string; position: number; title: string; summary: string }
    speaker: {
      session_id: string
      id: string
      block_id: string
      position: number
      person_id: string | null
      name: string
      line: string
      language: string
      body_id: Generated<string | null>
      languages: Generated<string[]>
    }
    material: {
      session_id: string
      id: string
      block_id: string
      position: number
      title: string
      language: string
      link: string
    }
    /** Either to a role, or for a speaker to say that this is them. */
    session_invitation: {
      session_id: string
      id: string
      role: SessionRole | null
      speaker_id: string | null
      made_by: string | null
      made_at: Date
      expires_at: Date
      accepted_at: Date | null
    }
    example_call: { session_id: string; block_id: string; language: string; words: string; closes_at: Date; called_at: Date }
    application: {
      session_id: string
      id: string
      block_id: string
      body_id: string
      person_id: string | null
      speaker: string
      language: string
      title: string
      text: string
      sent_at: Date
      state: ApplicationState
      answer: Generated<string | null>
      answer_language: Generated<string | null>
      answered_at: Generated<Date | null>
    }
  }
}
