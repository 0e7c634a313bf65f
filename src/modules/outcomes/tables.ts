export type DocumentSort = 'report' | 'outcome'
export type SectionKind = 'part' | 'article'
export type Translator = 'person' | 'machine'
export type FileForm = 'pdf' | 'docx' | 'json'
export type ReleaseState = 'printing' | 'released' | 'failed'
/** A team released it, or a source was withdrawn and the hub made it anew without it. */
export type Cause = 'team' | 'withdrawal'
export type Choice = 'endorsed' | 'reserved' | 'not-endorsed'
/** By what somebody did it, as everybody reads it; never who. */
export type Office = 'rapporteur' | 'chair' | 'organiser' | 'steward' | 'convener' | 'hub'

/** A day of a calendar (2026-03-01): it has no time zone. */
type Day = string

/** What a sentence comes from, in the version that was seen. */
export type Cited = { readonly sort: string; readonly id: string; readonly version: number }

export type Sentence = {
  readonly id: string
  /** Empty once the words that it was made of were withdrawn. */
  readonly text: string
  readonly language: string
  /** The hub put it here and nobody changed it since. */
  readonly by: 'hub' | 'editor'
  /** Somebody's words as they said them: shown with their name, between quotation marks. */
  readonly quote: boolean
  /** What the hub made it of, so that it is known again when the document is compiled anew; null: an editor wrote it. */
  readonly key: string | null
  readonly sources: readonly Cited[]
}

declare module '../../platform/db.ts' {
  interface Tables {
    outcome_document: {
      edition_id: string
      id: string
      sort: DocumentSort
      session_id: string | null
      begun_at: Date
      endorse_until: Day | null
    }
    outcome_language: {
      edition_id: string
      document_id: string
      language: string
      position: number
      title: string
      /** Null for the original. */
      translator: Translator | null
      translator_name: string
    }
    outcome_section: {
      edition_id: string
      document_id: string
      language: string
      number: number
      position: number
      kind: SectionKind
      level: number
      heading: string
      heading_language: string
      /** What the hub compiled it of; null: an editor added it. */
      origin: string | null
      /** Sentence[], as JSON; it comes back as a list. */
      sentences: string
      /** Keys of the hub's sentences that an editor removed: they do not come back. */
      dropped: string
      revision: number
      /** Of a translation: the revision of the original that it says. */
      follows: number | null
    }
    outcome_release: {
      edition_id: string
      document_id: string
      version: number
      state: ReleaseState
      cause: Cause
      office: Office
      begun_at: Date
      released_at: Date | null
      /** The file that says which files belong to it, with its signature. */
      signed: string | null
      fault: string | null
    }
    outcome_release_text: {
      edition_id: string
      document_id: string
      version: number
      language: string
      original: boolean
      behind: boolean
      /** Canonical JSON. */
      document: string
      taken_out: number
    }
    outcome_release_source: {
      edition_id: string
      document_id: string
      version: number
      language: string
      note: number
      sort: string
      source_id: string
      seen_version: number
      taken_out_at: Date | null
    }
    outcome_file: {
      edition_id: string
      document_id: string
      version: number
      language: string
      form: FileForm
      name: string
      digest: string
      size: number
      missing: string[]
      bytes: Buffer | null
    }
    outcome_asked: { edition_id: string; document_id: string; body_id: string; asked_at: Date }
    outcome_endorsement: {
      edition_id: string
      document_id: string
      body_id: string
      sequence: number
      article: number
      version: number
      /** Of the words of the article, in the original. */
      article_digest: string
      choice: Choice
      reservation: string | null
      language: string | null
      office: Office
      given_at: Date
      /** The rule for which moderators took its words from the public. */
      hidden_for: string | null
      hidden_at: Date | null
    }
  }
}
