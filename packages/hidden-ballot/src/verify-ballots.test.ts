import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { batchName, batchOf, electionFile, electionName, slotsFile, slotsName, slotsOf, talliesFile, talliesName } from './index.ts'
import { signedVote, treeOf, verifyBallots, type Ballot, type Election } from './index.ts'
import { stagedIssuer } from './testing/issuer.ts'
import { publicFiles, stagedElection, talliesIn, turned } from './testing/staged-election.ts'

const staged = await stagedElection(5, [stagedIssuer('hub.example.org'), stagedIssuer('registrar.example')])
const { electorate, issuers, batches, election, files, voters } = staged
const [first, second] = batches
const [one] = first?.votes ?? []
/** On the second statement, so that it is the one that counts. */
const last = first?.votes.at(-1)
const [registration] = first?.registrations ?? []
if (first === undefined || second === undefined || one === undefined || last === undefined || registration === undefined)
  throw new Error('two batches')
const issuer = issuers[0]?.digest ?? ''
type Batches = Parameters<typeof publicFiles>[0]['batches']

const codes = async (changed: Readonly<Record<string, Uint8Array | undefined>>, outcome = 'fails'): Promise<readonly string[]> => {
  const { findings } = await verifyBallots(async (name) => ({ ...files, ...changed })[name])
  return [...new Set(findings.filter((finding) => finding.outcome === outcome).map(({ code }) => code))]
}

/** The public files that a box would write which holds these batches instead, telling the truth of all else. */
const rewritten = (instead: Batches): Readonly<Record<string, Uint8Array>> =>
  publicFiles({ electorate, issuers, batches: instead, count: voters.length }).files
const told = (change: Partial<Omit<Election, 'form'>>) => ({ [electionName]: electionFile({ ...election, ...change }).bytes })
const toldOfIssuers = (change: Partial<Election['electorates'][number]['issuers'][number]>) =>
  told({ electorates: election.electorates.map((each) => ({ ...each, issuers: each.issuers.map((of) => ({ ...of, ...change })) })) })
const with_ = (votes: readonly Ballot[]): Batches => [{ ...first, votes }, second]

describe('an election as it should be', () => {
  test('holds in everything, and is counted as a slow second count has it', async () => {
    const { findings, tallies } = await verifyBallots(files)
    expect(findings.filter(({ outcome }) => outcome !== 'holds')).toEqual([])
    expect(findings.map(({ code }) => code)).toEqual([
      ...['key.holds', 'key.holds', 'batches.hold', 'registrations.hold', 'votes.hold', 'counts.hold', 'counts.hold'],
      ...['counts.hold', 'least.met', 'commitment.same', 'commitment.same', 'tallies.same'],
    ])
    expect(tallies).toEqual(talliesIn(batches))
    expect(findings.find(({ code }) => code === 'votes.hold')?.data).toEqual({ count: '11' })
  })

  test('the order in which entries came leaves no trace', () => {
    const { hub, dialogue } = electorate
    const batch = { hub, dialogue, number: 1, previous: null }
    fc.assert(
      fc.property(fc.shuffledSubarray([...first.votes], { minLength: first.votes.length }), (votes) => {
        const registrations = first.registrations.toReversed()
        expect(batchOf({ ...batch, registrations, votes }).digest).toBe(batchOf({ ...batch, ...first }).digest)
      }),
      { numRuns: 20 },
    )
  })

  test('without lists of slots and tallies it says what was not compared; while credentials are given out too', async () => {
    const bare = { [slotsName(issuer)]: undefined, [talliesName]: undefined }
    expect(await codes(bare, 'note')).toEqual(['commitment.unlisted', 'tallies.none'])
    expect(await codes(bare)).toEqual([])
    expect(await codes(toldOfIssuers({ issued: null, commitment: null }), 'note')).toEqual(['issued.open'])
  })
})

describe('an election with something wrong', () => {
  const bytes = (name: string) => files[name] ?? new Uint8Array()
  const text = (name: string) => new TextDecoder().decode(bytes(name))
  const raw = (name: string, content: string) => ({ [name]: new TextEncoder().encode(content) })
  const doubled = slotsOf(
    [...Array.from({ length: 8 }, () => 'a'.repeat(64))],
    Array.from({ length: 4 }, (_, at) => `${at}`.repeat(64)),
  )
  const cases: readonly (readonly [string, Readonly<Record<string, Uint8Array | undefined>>, readonly string[]])[] = [
    ['no election', { [electionName]: undefined }, ['files.missing']],
    ['a batch that is not there', { [batchName(2)]: undefined }, ['files.missing', 'tallies.differ']],
    ['an election with a time in it', raw(electionName, text(electionName).replace('{', '{"at":"noon",')), ['files.malformed']],
    ['a name twice', raw(electionName, text(electionName).replace('{', '{"closed":true,')), ['files.malformed']],
    ['no JSON', raw(electionName, '{'), ['files.malformed']],
    ['a batch with spaces', raw(batchName(1), `${text(batchName(1))} `), ['files.malformed', 'counts.differ', 'tallies.differ']],
    [
      'a batch exchanged for another',
      { [batchName(2)]: bytes(batchName(1)) },
      ['batch.digest-differs', 'batch.chain-broken', 'batch.counts-differ', 'registration.twice', 'tallies.differ'],
    ],
    [
      'batches told in another order',
      told({ batches: election.batches.toReversed() }),
      ['batch.chain-broken', 'vote.unregistered', 'tallies.differ'],
    ],
    ['a registration twice', rewritten([first, { registrations: [registration], votes: second.votes }]), ['registration.twice']],
    [
      'a credential altered',
      rewritten([
        {
          ...first,
          registrations: [
            ...first.registrations.slice(1),
            { ...registration, credentials: registration.credentials.map((each) => ({ ...each, signature: turned(each.signature) })) },
          ],
        },
        second,
      ]),
      ['registration.credential', 'vote.unregistered', 'counts.differ', 'tallies.differ'],
    ],
    [
      'one credential of two',
      rewritten([
        { ...first, registrations: [...first.registrations.slice(1), { ...registration, credentials: registration.credentials.slice(1) }] },
        second,
      ]),
      ['registration.issuers', 'vote.unregistered', 'counts.differ', 'tallies.differ'],
    ],
    [
      'a class that nobody named',
      rewritten([{ ...first, registrations: [...first.registrations.slice(1), { ...registration, class: 'abroad' }] }, second]),
      ['registration.class', 'vote.unregistered', 'counts.differ', 'tallies.differ'],
    ],
    [
      'a vote altered',
      rewritten(with_([...first.votes.slice(0, -1), { ...last, important: !last.important }])),
      ['vote.signature', 'tallies.differ'],
    ],
    ['a voter left out of the count', told({ voted: 4 }), ['counts.differ']],
    ['more registered than credentials', toldOfIssuers({ issued: 4 }), ['counts.broken', 'least.missed', 'commitment.sizes']],
    ['more credentials than members', toldOfIssuers({ roll: 7 }), ['counts.broken', 'commitment.sizes']],
    ['opened too early', told({ least: 50 }), ['least.missed']],
    [
      'a class of one voter beside the others, known by its key',
      told({
        electorates: [
          ...election.electorates,
          ...election.electorates.map(({ issuers: all }) => ({
            class: 'one',
            issuers: all.map((each) => ({ ...each, roll: 1, issued: 1, commitment: null })),
          })),
        ],
      }),
      ['least.missed'],
    ],
    ['a class twice', told({ electorates: [...election.electorates, ...election.electorates] }), ['class.twice']],
    [
      'a key of 2048 bits',
      toldOfIssuers({ key: 'A'.repeat(564) }),
      ['key.refused', 'registration.issuers', 'vote.unregistered', 'counts.differ', 'tallies.differ'],
    ],
    ['another roll than committed to', { [slotsName(issuer)]: slotsFile(slotsOf(['a'.repeat(64)], [])).bytes }, ['commitment.differs']],
    [
      'one slot told many times',
      {
        ...toldOfIssuers({ commitment: { issued: treeOf(doubled.issued), empty: treeOf(doubled.empty) } }),
        ...Object.fromEntries(issuers.map(({ digest }) => [slotsName(digest), slotsFile(doubled).bytes])),
      },
      ['commitment.differs'],
    ],
    [
      'a result that is none',
      { [talliesName]: talliesFile(talliesIn(batches).map((each) => ({ ...each, agree: each.agree + 1 }))).bytes },
      ['tallies.differ'],
    ],
    [
      'a statement added to the result',
      { [talliesName]: talliesFile([...talliesIn(batches), { statement: 9, agree: 1, disagree: 0, pass: 0, important: 0 }]).bytes },
      ['tallies.differ'],
    ],
  ]
  test.each(cases)('%s', async (_, changed, expected) => {
    expect(await codes(changed)).toEqual(expected)
  })

  test('a batch whose order tells something', async () => {
    const text1 = text(batchName(1))
    const batch: { votes: unknown[] } = JSON.parse(text1)
    const { digest } = batchOf({ ...electorate, number: 1, previous: null, ...first })
    const unsorted = raw(batchName(1), text1.replace(JSON.stringify(batch.votes), JSON.stringify(batch.votes.toReversed())))
    expect(await codes(unsorted)).toEqual(['batch.digest-differs', 'batch.unsorted', 'batch.chain-broken'])
    expect(digest).toBe(election.batches[0]?.digest)
  })

  test('two answers under one number', async () => {
    const voter = voters.find(({ voter: { key } }) => key === one.voter)?.voter
    if (voter === undefined) throw new Error('a voter')
    const { statement, seq } = one
    const other = await signedVote(voter, electorate, { statement, seq, choice: one.choice === 'pass' ? 'agree' : 'pass', important: true })
    const found = await codes(rewritten(with_([...first.votes, { class: 'all', ...other }])))
    expect(found).toContain('vote.contradicts')
  })

  test('a million faults are twenty lines', async () => {
    const many = Array.from({ length: 300 }, (_, at) => ({ ...one, statement: at + 10 }))
    const { findings } = await verifyBallots(rewritten(with_([...first.votes, ...many])))
    expect(findings.filter(({ code }) => code === 'vote.signature')).toHaveLength(20)
  })
})
