declare module '../../platform/db.ts' {
  interface Tables {
    notices_state: {
      account_id: string
      /** Goes into the links of letters in the account's place. */
      letter_key: string
      /** The sorts of news that letters are wanted about, and those that devices are told of. */
      letters: string[]
      pushes: string[]
      /** Whose clock the hours are of; null: where the hub is at home. */
      zone: string | null
      /** From when on the letter of the day is written, 0 to 23. */
      hour: number
      /** The one day of the week for it, 1 (Monday) to 7; null: every day. */
      weekday: number | null
      /** Nothing urgent comes from the first hour until the second; null: there is no such time. */
      quiet_from: number | null
      quiet_to: number | null
      /** Whether letters name what is open to everybody. */
      titles: boolean
      seen_until: Date
      mailed_until: Date
      /** Moves every hour, with news or without. Null: no device. */
      pushed_until: Date | null
      /** Until when urgent news was told, and how many letters of that day; forgotten after two days. */
      urgent_until: Date | null
      urgent_letters: number
      /** Why and since which day no letter is sent: `nobody` or `refused`. */
      stopped_for: string | null
      stopped_on: string | null
    }
    notices_letter: { id: string; account_id: string; since: Date; until: Date; urgent: boolean }
    notices_bounce: { account_id: string; mark: string; at: Date }
    notices_device: {
      account_id: string
      id: string
      name: string
      language: string
      added_on: string
      sealed: Buffer
      endpoint_tag: Buffer
    }
    notices_push: { account_id: string; id: string; device_id: string; urgent: boolean; at: Date }
    notices_round: { name: string; until: Date }
  }
}

// Without an export this would be a script, and the words above would declare a module instead of widening one.
export {}
