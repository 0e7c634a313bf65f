import { theHub } from '../core/actor.ts'
import { bodies } from './demo/bodies.ts'
import { digitalTools } from './demo/digital-tools.ts'
import type { DemoBody } from './demo/parts.ts'
import { playDialogue, type Staff } from './demo/play.ts'
import { saturdaySchool } from './demo/saturday-school.ts'
import { byTheHub, DAY_MS, playOnStage, type Stage } from './demo/stage.ts'
import { consulates, diplomas } from './demo/still-to-come.ts'
import type { OpenedHub } from './open.ts'
import { operationNamed } from './rooms.ts'

const FOUNDED_DAYS_AGO = 90

/** An invented republic, its people abroad and their dialogues, made with the deeds that pages use. A hub with any body is left as it is. */
export async function seedDemo(hub: Pick<OpenedHub, 'runner' | 'kit' | 'sweep'>): Promise<void> {
  const there = await operationNamed('organisations.list-bodies').invoke(hub.runner, {}, theHub)
  if (!Array.isArray(there) || there.length > 0) return
  hub.kit.note('Preparing the demonstration: an invented country, its people abroad and their dialogues. This takes some seconds.')
  await playOnStage(hub.runner, async (stage) => {
    const staff = new Map<string, Staff>()
    for (const body of bodies) staff.set(body.slug, await found(stage, body))
    for (const dialogue of [saturdaySchool, digitalTools, diplomas, consulates]) {
      const ofBody = staff.get(dialogue.body)
      if (ofBody !== undefined) await playDialogue(stage, dialogue, ofBody)
    }
  })
  // Groups and common ground are there when the first page is asked for.
  await hub.sweep()
  hub.kit.note('The demonstration is ready.')
}

async function found(stage: Stage, { slug, kind, texts, officers }: DemoBody): Promise<Staff> {
  const at = new Date(stage.today.getTime() - FOUNDED_DAYS_AGO * DAY_MS)
  const { id } = await stage.call<{ id: string }>('organisations.create-body', { slug, kind, texts }, byTheHub(at))
  const holders = new Map<string, Awaited<ReturnType<Stage['signUp']>>>()
  for (const officer of officers) {
    const actor = await stage.signUp(officer, at)
    for (const role of officer.roles) {
      await stage.call('organisations.appoint', { body: slug, person: actor.person, role }, byTheHub(at))
      holders.set(role, actor)
    }
  }
  const steward = holders.get('steward') ?? theHub
  return { bodyId: id, convener: holders.get('convener') ?? steward, moderator: holders.get('moderator') ?? steward }
}
