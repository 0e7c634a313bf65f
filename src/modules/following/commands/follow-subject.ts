import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { subjectKey, type Publications } from '../../../core/published.ts'
import { mayFollow } from '../policy.ts'
import { subjectInput } from '../queries/shapes.ts'
import { subjectsNamed } from '../queries/subjects.ts'
import { USUAL_WEIGHT } from '../rules.ts'
import { changedQuietly, keepState, lockState } from './keep-state.ts'

export const followSubject = (publications: Publications) =>
  command({
    name: 'following.follow',
    summary: 'Follow a person, a body, a community, a topic, a place, a dialogue or a summit. Nobody but you sees it',
    route: 'PUT /me/follows/{sort}/{id}',
    limit: 'write',
    input: subjectInput,
    output: z.object({ key: z.string() }),
    async facts(tx, asked) {
      const named = await subjectsNamed(tx, [asked.input], { publications, reading: asked })
      const state = await lockState(tx, asked)
      const key = subjectKey(asked.input)
      return { state, key, subject: named.get(key), known: state.follows.some(([known]) => known === key) }
    },
    may: ({ actor, facts: { subject, known, state } }) => mayFollow(actor, subject, known ? 0 : state.follows.length),
    async run(tx, { actor, outside, facts: { state, key, known } }) {
      if (!known)
        await keepState(tx, { actor, outside }, { from: state, to: { ...state, follows: [...state.follows, [key, USUAL_WEIGHT]] } })
      return { key }
    },
    tell: ({ facts }) => (facts.known ? [] : changedQuietly),
  })
