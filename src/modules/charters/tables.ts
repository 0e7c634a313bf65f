/** Days are texts of a calendar (2026-03-01): a day has no time zone. */
type Day = string

declare module '../../platform/db.ts' {
  interface Tables {
    /** `correction`: of language alone; nobody is asked again for it. */
    charter_version: { scope_id: string; number: number; correction: boolean; published_on: Day; holds_from: Day }
    charter_text: { scope_id: string; number: number; language: string; position: number; text: string; changed: string }
    charter_draft: { scope_id: string; language: string; text: string; changed: string; written_on: Day }
    /** `holder_id`: of the hub's charter an account, of a body's a person. `accepted` is false where somebody put the question aside. */
    charter_reply: { scope_id: string; holder_id: string; number: number; accepted: boolean; replied_on: Day }
  }
}

// Without an export this would be a script, and the words above would declare a module instead of widening one.
export {}
