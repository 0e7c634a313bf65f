import type { Inputs } from './matrix.ts'
import type { Stage } from './stage.ts'

const issuing = ({ concealed: hidden }: Stage) => ({ issuance: hidden.issuing.id })
const ended = ({ concealed: hidden }: Stage) => ({ issuance: hidden.voting.id })
const voting = ({ concealed: hidden }: Stage) => ({ dialogue: hidden.voting.id })

export const HIDDEN: Inputs = {
  'credentials.issuances': () => ({}),
  'credentials.issuance': issuing,
  'credentials.state': voting,
  'credentials.slot': ended,
  'credentials.slots': ended,
  'credentials.open-issuance': ({ concealed: hidden }) => ({ dialogue: hidden.issuing.id, ...hidden.key }),
  'credentials.ask': (stage) => ({ ...issuing(stage), blinded: stage.concealed.issuing.blinded }),
  'credentials.end-issuance': ({ concealed: hidden }) => ({ dialogue: hidden.issuing.id }),
  'credentials.discard-secrets': ({ concealed: hidden }) => ({ dialogue: hidden.voting.id }),
  'credentials.set-least': () => ({ least: 30 }),
  'credentials.renew-secrets': () => ({}),
  'credentials.name-issuer': ({ concealed }) => ({ dialogue: concealed.draft, issuer: null }),
  'credentials.name-issuer (of what is published)': ({ concealed }) => ({ dialogue: concealed.issuing.id, issuer: null }),
  'credentials.open-elsewhere': ({ hub }) => ({
    ...{ hub: 'elsewhere.example', dialogue: hub.runner.outside.uuid(), title: 'Elsewhere' },
    ...{ closesOn: '2026-03-05', votingOpens: '2026-03-08', votingCloses: '2026-03-15' },
  }),
  'ballots.read': voting,
  'ballots.election': voting,
  'ballots.batch': (stage) => ({ ...voting(stage), number: 1 }),
  'ballots.tallies': voting,
  'ballots.standing': (stage) => ({ ...voting(stage), ...stage.concealed.standing }),
  'ballots.register-voter': (stage) => ({ ...voting(stage), ...stage.concealed.registration }),
  'ballots.cast': (stage) => ({ ...voting(stage), ...stage.concealed.votes }),
  'ballots.write-statement': (stage) => ({ ...voting(stage), ...stage.concealed.words }),
  'ballots.prepare-box': ({ concealed: hidden }) => ({
    ...{ dialogue: hidden.voting.id, least: 50 },
    electorate: hidden.voting.electorate,
  }),
  'ballots.open-box': (stage) => ({
    ...voting(stage),
    issued: { digest: 'one', roll: 60, issued: 50, commitment: { issued: { size: 50, root: 'a' }, empty: { size: 10, root: 'b' } } },
    votingOpens: '2026-03-08',
  }),
  'ballots.open-batch': (stage) => ({ ...voting(stage), last: true }),
  'ballots.note-participants': (stage) => ({ ...voting(stage), batch: 1, voters: [], statements: [] }),
  'ballots.close-box': voting,
  'ballots.mute-voter': (stage) => ({ ...voting(stage), statement: stage.concealed.voting.statement, rule: 'no-attack' }),
  // One issuer alone is asked there: whoever may gets as far as that.
  'ballots.note-issuer': (stage) => ({
    ...{ ...voting(stage), digest: 'a'.repeat(64), roll: 60, issued: 50 },
    ...{ issuedRoot: 'b'.repeat(64), emptyRoot: 'c'.repeat(64), votingOpens: '2026-03-08' },
  }),
  'ballots.release-client': () => ({ digest: 'a'.repeat(64), files: [{ name: 'voice.js', sha256: 'b'.repeat(64) }] }),
  'dialogue.count-ballots': (stage) => ({ ...voting(stage), voters: [{ participant: null, votes: [] }], statements: [] }),
  'dialogue.join (where votes are hidden)': voting,
  'dialogue.close (where votes are hidden)': voting,
}
