import type { ColumnType } from 'kysely'

export const ACCEPTS = ['newcomers', 'members', 'volunteers', 'youth', 'families', 'elders', 'donations', 'partners'] as const
export type Accepts = (typeof ACCEPTS)[number]

export const MEMBERSHIPS = ['open', 'on-request', 'closed'] as const
export type Membership = (typeof MEMBERSHIPS)[number]

/** What the kind of body asks for, by the key of the field: words as one, lists and languages as several. */
export type Values = Readonly<Record<string, readonly string[]>>

declare module '../../platform/db.ts' {
  interface Tables {
    directory_entry: {
      body_id: string
      /** Codes of countries and ids of towns. */
      places: string[]
      /** Codes of countries. */
      origins: string[]
      /** Keys of topics. */
      topics: string[]
      accepts: Accepts[]
      membership: Membership | null
      /** Of the words below. */
      language: string
      /** Of a public office alone. */
      postal: string | null
      hours: string | null
      fields: ColumnType<Values, string, string>
      /** A day of a calendar: 2026-03-01. */
      checked_on: string
      /** The identity that looked; null: it has left. */
      checked_by: string | null
      edited_at: Date
    }
  }
}
