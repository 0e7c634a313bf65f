/** Days are texts of a calendar (2026-03-01): a day has no time zone. */
export type Day = string

export type ItemState = 'proposed' | 'published' | 'declined' | 'withdrawn' | 'hidden'
export type TextState = 'original' | 'read' | 'waiting'
/** `fails`: once; `dead`: twice, three days apart. */
export type LinkState = 'new' | 'answers' | 'fails' | 'dead'
export type RemarkSort = 'no-longer' | 'wrong' | 'missing'
export type RemarkState = 'waiting' | 'taken' | 'declined'
export type OwnerOffice = 'steward' | 'convener'

declare module '../../platform/db.ts' {
  interface Tables {
    /** `place`: a country by its code, a town by its id. */
    abroad_page: {
      place: string
      body_id: string | null
      taken_by: string | null
      taken_on: Day | null
      looked_on: Day | null
      looked_by: string | null
    }
    abroad_steward: {
      place: string
      person_id: string
      state: 'asked' | 'appointed'
      /** Why they would like to. */
      words: string
      asked_on: Day
      appointed_on: Day | null
      appointed_by: string | null
      /** The body in whose name somebody was appointed; null: by whoever runs the hub. */
      for_body: string | null
    }
    abroad_item: {
      place: string
      id: string
      kind: string
      state: ItemState
      /** Places of origin; none: for everybody. */
      for_whom: string[]
      telephone: string
      owner_person: string | null
      owner_body: string | null
      owner_office: OwnerOffice | null
      checked_on: Day | null
      checked_by: string | null
      expires_on: Day | null
      proposed_by: string | null
      proposed_on: Day
      answer_by: Day
      /** Of one that was declined or withdrawn. */
      reason: string
      reason_language: string | null
      published_at: Date | null
      version: number
    }
    abroad_text: {
      place: string
      item_id: string
      language: string
      title: string
      text: string
      state: TextState
      author: string | null
      written_on: Day
    }
    abroad_link: {
      place: string
      item_id: string
      position: number
      url: string
      state: LinkState
      asked_at: Date | null
      failed_since: Date | null
      moved_to: string | null
    }
    abroad_version: {
      place: string
      item_id: string
      version: number
      kind: string
      language: string
      title: string
      text: string
      telephone: string
      for_whom: string[]
      links: string[]
      changed_by: string | null
      changed_on: Day
    }
    abroad_remark: {
      place: string
      id: string
      item_id: string
      sort: RemarkSort
      words: string
      language: string
      sent_by: string | null
      sent_on: Day
      answer_by: Day
      state: RemarkState
      answer: string
      answer_language: string | null
      answered_by: string | null
      answered_on: Day | null
    }
  }
}
