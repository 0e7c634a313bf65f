import { randomUUID } from 'node:crypto'
import type { CastName } from './cast.ts'
import { doAsHub } from './dialogues.ts'
import type { BareHub } from './hub.ts'
import { doAs } from './deeds.ts'

/** A session of an announced edition of the department's summit, in the clock of the tests: it is planned for tomorrow from nine to eleven in Dublin. */
export type StagedSession = { readonly id: string; readonly path: string; readonly edition: string; readonly editionPath: string }

const DAY_MS = 86_400_000

export const NOTE = {
  language: 'en',
  title: 'Digital tools for engagement',
  overview: 'Diasporas meet in new places.',
  context: 'What was a letter is a message now.',
  scope: 'To share tools, and what went wrong with them.',
  method: 'A host, a keynote, an example, a discussion.',
  host: 'Department of the Diaspora',
  closing: 'We look forward to hearing you.',
  questions: ['What makes a tool safe?', 'Where can one innovate?', 'Who is not heard?'],
}

const FRENCH = {
  ...NOTE,
  language: 'fr',
  title: 'Des outils numériques pour l’engagement',
  questions: ['Qu’est-ce qui rend un outil sûr ?', 'Où peut-on innover ?', 'Qui n’est pas entendu ?'],
}

type Wanted = { readonly announced?: boolean; readonly opened?: boolean; readonly languages?: readonly string[] }

/** The summit `global` is made at the first call of a hub; each call makes an edition of its own. */
export async function stageSession(
  hub: BareHub,
  { announced = true, opened = false, languages = ['en', 'fr', 'ar'] }: Wanted = {},
): Promise<StagedSession> {
  const known = await hub.db.selectFrom('summit').select('id').where('slug', '=', 'global').executeTakeFirst()
  if (known === undefined) {
    const texts = [{ language: 'en', name: 'Global summit', summary: 'An invented summit.' }]
    await doAsHub(hub, 'gatherings.create-summit', { bodyId: hub.cast.bodies.unit, slug: 'global', texts })
  }
  const start = new Date(Math.floor(hub.runner.outside.now().getTime() / DAY_MS) * DAY_MS + DAY_MS + 9 * 3_600_000)
  const day = start.toISOString().slice(0, 10)
  const { id: edition, path: editionPath } = await doAsHub<{ id: string; path: string }>(hub, 'gatherings.create-edition', {
    ...{ summit: 'global', slug: `edition-${randomUUID().slice(0, 8)}`, languages, zone: 'Europe/Dublin', startsOn: day, endsOn: day },
    texts: [{ language: 'en', name: 'The first edition' }],
  })
  const { id, path } = await doAsHub<{ id: string; path: string }>(hub, 'gatherings.create-session', {
    ...{ edition, languages, startsAt: start.toISOString(), endsAt: new Date(start.getTime() + 2 * 3_600_000).toISOString(), note: NOTE },
  })
  for (const [index, text] of FRENCH.questions.entries())
    await hub.db
      .insertInto('session_question')
      .values({ session_id: id, number: index + 1, language: 'fr', text })
      .execute()
  const { questions: _questions, ...words } = FRENCH
  await hub.db
    .insertInto('briefing_note')
    .values({ session_id: id, position: 1, written_at: hub.runner.outside.now(), ...words })
    .execute()
  if (announced) {
    await doAsHub(hub, 'gatherings.announce-edition', { edition })
    await doAsHub(hub, 'gatherings.announce-session', { session: id })
  }
  if (opened) await doAsHub(hub, 'gatherings.open-session', { session: id })
  return { id, path, edition, editionPath }
}

/** They have a place in the edition: registration is opened for as many as come, where it is not open yet, and each of them registers. */
export async function seat(
  hub: BareHub,
  edition: string,
  names: readonly CastName[],
  mode: 'in-person' | 'online' = 'online',
): Promise<void> {
  const now = hub.runner.outside.now().getTime()
  const plan = await hub.db.selectFrom('registration_plan').select('edition_id').where('edition_id', '=', edition).executeTakeFirst()
  if (plan === undefined)
    await doAsHub(hub, 'registrations.open', {
      ...{ edition, opensAt: new Date(now - DAY_MS).toISOString(), closesAt: new Date(now + 365 * DAY_MS).toISOString() },
      ...{ inPersonPlaces: null, onlinePlaces: null, byApproval: false },
    })
  for (const name of names) {
    await doAs(hub, name, 'registrations.register', { edition, mode })
  }
}

export async function giveRole(
  hub: BareHub,
  session: string,
  name: CastName,
  role: 'chair' | 'rapporteur' | 'youth-rapporteur' | 'note-taker',
) {
  await doAsHub(hub, 'gatherings.give-role', { session, person: hub.cast.members.get(name)?.person, role })
}
