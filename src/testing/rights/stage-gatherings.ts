import { randomUUID } from 'node:crypto'
import { doAsHub } from '../dialogues.ts'
import type { Hub } from '../hub.ts'
import { stageSession } from '../summit.ts'
import { callAs, type Callers } from './callers.ts'

export type Gatherings = {
  readonly summit: string
  readonly draft: { readonly edition: string; readonly session: string }
  readonly before: { readonly edition: string; readonly session: string; readonly path: string }
  readonly running: { readonly session: string; readonly begun: string; readonly next: string }
  /** In the session that has not begun. */
  readonly block: string
  readonly example: string
  readonly application: string
  readonly speaker: string
  readonly material: string
  readonly invitation: { readonly id: string; readonly token: string }
}

/** A draft, a session that is announced, and one that runs; Lyon is asked to host, and has proposed an example. Mai is a rapporteur and a speaker. */
export async function stageGatherings(hub: Hub, callers: Callers): Promise<Gatherings> {
  const draft = await stageSession(hub, { announced: false })
  const before = await stageSession(hub)
  const running = await stageSession(hub, { opened: true })
  const block = async (session: string, sort: string) =>
    (await doAsHub<{ id: string }>(hub, 'gatherings.add-block', { session, sort, minutes: 10 })).id
  const [plain, example] = [await block(before.id, 'keynote'), await block(before.id, 'example')]
  const [begun, next] = [await block(running.id, 'welcome'), await block(running.id, 'closing')]
  await doAsHub(hub, 'gatherings.begin-block', { session: running.id, block: begun })
  const [speaker, material] = [randomUUID(), randomUUID()]
  const at = { session: before.id, block: plain, language: 'en' }
  await doAsHub(hub, 'gatherings.write-speaker', { ...at, speaker, name: 'Awa Sarr' })
  const here = await doAsHub<{ path: string }>(hub, 'gatherings.invite-to-session', { session: before.id, speaker })
  const mine = { session: before.id, token: here.path.split('/').at(-1) }
  await callAs(hub, callers.Mai.actor)('gatherings.accept-session-invitation', mine)
  await doAsHub(hub, 'gatherings.write-material', { ...at, material, title: 'Slides', link: 'https://slides.example/1' })
  await doAsHub(hub, 'gatherings.write-venue', { edition: before.edition, number: 1, sort: 'place', language: 'en', name: 'City Hall' })
  await doAsHub(hub, 'gatherings.invite-host', { edition: before.edition, body: hub.cast.bodies.lyon })
  await doAsHub(hub, 'gatherings.give-role', { session: before.id, person: callers.Mai.actor.person, role: 'rapporteur' })
  const call = { session: before.id, block: example, language: 'en', words: 'A choice.', closesAt: '2026-03-02T08:00:00Z' }
  await doAsHub(hub, 'gatherings.open-call', call)
  const applied = { session: before.id, block: example, body: hub.cast.bodies.lyon, ...EXAMPLE }
  const { id: application } = await callAs(hub, callers.Idrissa.actor)<{ id: string }>('gatherings.apply-to-call', applied)
  const asked = { session: before.id, role: 'note-taker' }
  const { id, path } = await doAsHub<{ id: string; path: string }>(hub, 'gatherings.invite-to-session', asked)
  return {
    summit: 'global',
    draft: { edition: draft.edition, session: draft.id },
    before: { edition: before.edition, session: before.id, path: before.path },
    running: { session: running.id, begun, next },
    ...{ block: plain, example, application, speaker, material },
    invitation: { id, token: path.split('/').at(-1) ?? '' },
  }
}

const EXAMPLE = { speaker: 'Awa Sarr', language: 'fr', title: 'Un annuaire', text: 'Le besoin.' }
