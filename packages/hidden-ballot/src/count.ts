import { jcs } from '#base'
import { checkRegistration, checkVote, type Checks } from './checks.ts'
import { found, type BallotFinding } from './findings.ts'
import type { Ballot, Batch, Choice, Electorate, Registration, Tally } from './forms.ts'

/** All that is left of a voter's votes on one statement: the one with the highest number counts. */
type Standing = { readonly seq: number; readonly choice: Choice; readonly important: boolean; readonly same: string }
type Voter = { readonly electorate: Electorate; readonly same: string; readonly votes: Map<number, Standing> }

/** So many signatures are checked at a time: enough to keep every core busy, and few enough to stay small. */
const atOnce = 256

/** Reads one batch after another, in their order. */
export type Counting = {
  batch(batch: Batch): Promise<readonly BallotFinding[]>
  /** Voters, those with a vote, and signatures that held. */
  totals(): { readonly registered: number; readonly voted: number; readonly registrations: number; readonly votes: number }
  /** By class: how many are registered. */
  registeredIn(classOf: string): number
  tallies(): readonly Tally[]
}

export function openCounting(electorates: ReadonlyMap<string, Electorate>, checks: Checks): Counting {
  const voters = new Map<string, Voter>()
  const held = { registrations: 0, votes: 0, voted: 0 }

  async function registered(registration: Registration, where: Where): Promise<BallotFinding | null> {
    const electorate = electorates.get(registration.class)
    if (electorate === undefined) return found('registration.class', { ...where, voter: registration.voter })
    const [same, known] = [jcs(registration), voters.get(registration.voter)]
    if (known !== undefined) return found('registration.twice', { ...where, voter: registration.voter })
    // Before anything is waited for: a second one beside it in the same batch must be seen.
    voters.set(registration.voter, { electorate, same, votes: new Map() })
    const fault = await checkRegistration(electorate, registration, checks)
    if (fault === null) {
      held.registrations += 1
      return null
    }
    voters.delete(registration.voter)
    return found(fault === 'registration.issuers' ? fault : 'registration.credential', { ...where, voter: registration.voter })
  }

  async function cast(ballot: Ballot, where: Where): Promise<BallotFinding | null> {
    const { class: of, ...vote } = ballot
    const data = { ...where, voter: vote.voter, statement: vote.statement }
    const voter = voters.get(vote.voter)
    if (voter?.electorate.class !== of) return found('vote.unregistered', data)
    if ((await checkVote(voter.electorate, vote, checks)) !== null) return found('vote.signature', data)
    held.votes += 1
    const { seq, choice, important } = vote
    const [same, before] = [`${choice} ${important}`, voter.votes.get(vote.statement)]
    // One number for two answers: the voter or the box says two things at once.
    if (before?.seq === seq && before.same !== same) return found('vote.contradicts', data)
    if (voter.votes.size === 0) held.voted += 1
    if (before === undefined || before.seq < seq) voter.votes.set(vote.statement, { seq, choice, important, same })
    return null
  }

  return {
    async batch({ number, registrations, votes }) {
      const where = { batch: number }
      const first = await each(registrations, async (one) => registered(one, where))
      return [...first, ...(await each(votes, async (one) => cast(one, where)))]
    },
    totals: () => ({ registered: voters.size, ...held }),
    registeredIn: (of) => Array.from(voters.values()).filter(({ electorate }) => electorate.class === of).length,
    tallies: () => talliesOf(voters.values()),
  }
}

type Where = { readonly batch: number }

async function each<Entry>(
  entries: readonly Entry[],
  one: (entry: Entry) => Promise<BallotFinding | null>,
): Promise<readonly BallotFinding[]> {
  const findings: BallotFinding[] = []
  for (let from = 0; from < entries.length; from += atOnce) {
    const answers = await Promise.all(entries.slice(from, from + atOnce).map(one))
    findings.push(...answers.filter((answer) => answer !== null))
  }
  return findings
}

function talliesOf(voters: Iterable<Voter>): readonly Tally[] {
  const tallies = new Map<number, { agree: number; disagree: number; pass: number; important: number }>()
  for (const { votes } of voters) {
    for (const [statement, { choice, important }] of votes) {
      const tally = tallies.get(statement) ?? { agree: 0, disagree: 0, pass: 0, important: 0 }
      tally[choice] += 1
      if (important) tally.important += 1
      tallies.set(statement, tally)
    }
  }
  return Array.from(tallies, ([statement, tally]) => ({ statement, ...tally })).toSorted((one, other) => one.statement - other.statement)
}
