import { NOTE, stageSession, type StagedSession } from '../summit.ts'
import type { Inputs } from './matrix.ts'
import type { Stage } from './stage.ts'

type Sessions = { readonly announced: StagedSession; readonly draft: StagedSession }

/** The same two sessions for all callers: whatever they do with a note is undone. */
const staged = new WeakMap<Stage, Promise<Sessions>>()

async function sessionOf(stage: Stage, state: keyof Sessions): Promise<StagedSession> {
  const sessions = staged.get(stage) ?? stageBoth(stage)
  staged.set(stage, sessions)
  return (await sessions)[state]
}

async function stageBoth({ hub }: Stage): Promise<Sessions> {
  const announced = await stageSession(hub)
  return { announced, draft: await stageSession(hub, { announced: false }) }
}

const addressOf = ({ path }: StagedSession) => {
  const [, , summit, edition, , number] = path.split('/')
  return { summit, edition, number: Number(number) }
}

const { questions, ...words } = NOTE
const translation = { ...words, questions, language: 'ga', translator: 'person' }

export const BRIEFING: Inputs = {
  'gatherings.read-note': async (stage) => addressOf(await sessionOf(stage, 'announced')),
  'gatherings.read-note (of a draft)': async (stage) => addressOf(await sessionOf(stage, 'draft')),
  'gatherings.write-note': async (stage) => ({ session: (await sessionOf(stage, 'announced')).id, note: NOTE }),
  'gatherings.write-note (of a draft)': async (stage) => ({ session: (await sessionOf(stage, 'draft')).id, note: NOTE }),
  'gatherings.translate-note': async (stage) => ({ session: (await sessionOf(stage, 'announced')).id, ...translation }),
}
