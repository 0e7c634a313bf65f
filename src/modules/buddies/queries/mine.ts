import { z } from 'zod'
import { query } from '../../../core/command.ts'
import type { Reading } from '../../../core/published.ts'
import { demand } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { organisations } from '../../organisations/index.ts'
import { people } from '../../people/index.ts'
import { mayHaveOwn } from '../policy.ts'
import { dateOf, holds } from '../rules.ts'
import type { Here } from './here.ts'
import { ownTags, type OwnTags } from './own-rows.ts'
import { offerFrom, requestFrom, sideOf } from './rows.ts'
import { openPair, type Party } from './sealed.ts'
import { own, type Own } from './shapes.ts'

const NONE: Own = { offers: [], requests: [], proposed: [], running: [], over: [] }

const placeOf = ({ sort, id, name, language, path, at }: Here) => ({ sort, place: id, name, language, path, at })

/** What the acting identity offers, asks and has here, for its own eyes. */
export async function ownHere(db: Reader, reading: Reading): Promise<Own> {
  const mine = await ownTags(db, reading)
  if (mine === null) return NONE
  return { ...(await said(db, reading, mine)), ...(await pairsOf(db, reading, mine)) }
}

async function said(db: Reader, { now, outside: { keys } }: Reading, { places, tags }: OwnTags): Promise<Pick<Own, 'offers' | 'requests'>> {
  const today = dateOf(now)
  const offers = await db
    .selectFrom('buddy_offer')
    .selectAll()
    .where('by_tag', 'in', [...tags])
    .orderBy('until')
    .orderBy('id')
    .execute()
  const requests = await db
    .selectFrom('buddy_request')
    .selectAll()
    .where('by_tag', 'in', [...tags])
    .orderBy('asked_on')
    .orderBy('id')
    .execute()
  return {
    offers: offers.flatMap((row) => {
      const here = places.get(row.scope)
      if (here === undefined) return []
      const { languages, purposes, words, most, until, checkedOn } = offerFrom(keys, row)
      return [{ ...placeOf(here), languages, purposes, words, most, until, checkedOn, holds: holds({ until, checkedOn }, today) }]
    }),
    requests: requests.flatMap((row) => {
      const here = places.get(row.scope)
      if (here === undefined) return []
      const { languages, purposes, words, weeks, askedOn, until } = requestFrom(keys, row)
      return [{ ...placeOf(here), languages, purposes, words, weeks, askedOn, until }]
    }),
  }
}

async function pairsOf(db: Reader, reading: Reading, { places, tags }: OwnTags): Promise<Pick<Own, 'proposed' | 'running' | 'over'>> {
  const { keys } = reading.outside
  const rows = await db
    .selectFrom('buddy_pair')
    .selectAll()
    .where((eb) => eb.or([eb('buddy_tag', 'in', [...tags]), eb('newcomer_tag', 'in', [...tags])]))
    .where('state', '!=', 'dropped')
    .orderBy('changed_on')
    .orderBy('id')
    .execute()
  const shown = { proposed: [] as Own['proposed'], running: [] as Own['running'], over: [] as Own['over'] }
  for (const row of rows) {
    const here = places.get(row.scope)
    const side = sideOf(keys, row, here?.own ?? null)
    if (here === undefined || side === null || row.pair_sealed === null) continue
    const kept = openPair(keys, row.scope, row.pair_sealed)
    const base = { ...placeOf(here), pair: row.id }
    const buddy = side === 'buddy'
    if (row.state === 'over') {
      if (buddy ? row.buddy_asked : row.newcomer_asked) shown.over.push({ ...base, changedOn: row.changed_on })
      continue
    }
    const other = buddy ? kept.newcomer : kept.buddy
    const names = await people.nameOf(
      db,
      [other?.person ?? '', kept.second?.person ?? ''].filter((id) => id !== ''),
    )
    const about = {
      ...base,
      side,
      languages: kept.languages,
      purposes: kept.purposes,
      second: names.get(kept.second?.person ?? '') ?? null,
    }
    if (row.state === 'proposed')
      shown.proposed.push({
        ...{ ...about, weeks: kept.weeks, said: buddy ? row.buddy_said : row.newcomer_said },
        // What somebody needs help with is read by the other one when both have said yes; what somebody offers, before.
        words: buddy ? '' : kept.offered,
        officer: await isOfficer(db, other),
      })
    else
      shown.running.push({
        ...{ ...about, endsOn: row.ends_on ?? row.changed_on, other: names.get(other?.person ?? '') ?? '' },
        ...{ reach: buddy ? kept.newcomerReach : kept.buddyReach, words: buddy ? kept.asked : kept.offered },
      })
  }
  return shown
}

const isOfficer = async (db: Reader, other: Party | null): Promise<boolean> =>
  other !== null && (await organisations.officesOf(db, await people.personsOf(db, other.account))).government

export const readMine = query({
  name: 'buddies.mine',
  summary: 'What you offer and ask, what was proposed to you, and whom you go along with; for the one who asks alone',
  route: 'GET /me/buddies',
  input: z.object({}),
  output: own,
  async read(db, { actor, now, outside }) {
    demand(mayHaveOwn(actor))
    return ownHere(db, { actor, now, outside })
  },
})
