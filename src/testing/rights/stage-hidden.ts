import { signedStatement, signedVote, standingQuestion, type Electorate } from '#hidden-ballot'
import { makeIssuerKey } from '../../platform/blind-signer.ts'
import { doAsHub, makeDraft, SEEDS, type Made } from '../dialogues.ts'
import { anyVoter, call, credentialFor, HIDDEN } from '../hidden-voices.ts'
import type { Hub } from '../hub.ts'

/** One dialogue whose credentials are asked for, and one whose box is open, with a voter who is registered and wrote a statement. */
export type Hidden = {
  /** Of a dialogue with hidden participation. */
  readonly draft: string
  readonly issuing: Made & { readonly blinded: string }
  readonly voting: Made & { readonly electorate: Electorate; readonly statement: number }
  readonly key: { readonly key: string; readonly secret: string }
  readonly registration: object
  readonly votes: object
  readonly words: object
  readonly standing: object
}

export async function stageHidden(hub: Hub): Promise<{ readonly concealed: Hidden }> {
  const issuer = await makeIssuerKey()
  const key = { key: issuer.key, secret: Buffer.from(issuer.secret).toString('base64url') }
  const open = async (title: string) => {
    const made = await makeDraft(hub, { ...HIDDEN, title, seeds: SEEDS.slice(0, 2) })
    await doAsHub(hub, 'dialogue.open', { dialogue: made.id })
    await doAsHub(hub, 'credentials.open-issuance', { dialogue: made.id, ...key })
    await hub.settle()
    return made
  }
  const [issuing, voting] = [await open('Hidden, and given out'), await open('Hidden, and open')]
  const { electorates } = await call<{ electorates: readonly [Electorate] }>(hub, 'ballots.read', { dialogue: voting.id })
  const [electorate] = electorates
  // As if its days had passed.
  await hub.db
    .updateTable('credential_issuance')
    .set({ state: 'ended', issued: 0, issued_root: '', empty_root: '' })
    .where('dialogue_id', '=', voting.id)
    .execute()
  await hub.db
    .updateTable('ballot_box')
    .set({ votes_from: '2026-02-01', issued: JSON.stringify([]) })
    .where('dialogue_id', '=', voting.id)
    .execute()
  const voter = await anyVoter()
  const registration = credentialFor(issuer, electorate, voter)
  await call(hub, 'ballots.register-voter', { dialogue: voting.id, ...registration })
  const statement = { seq: 2, language: 'en', text: 'Buses should run at night.' }
  await hub.db.insertInto('ballot_statement').values({ dialogue_id: voting.id, number: 1, voter: voter.key, seq: 1 }).execute()
  const vote = await signedVote(voter, electorate, { statement: 0, choice: 'agree', important: false, seq: 3 })
  return {
    concealed: {
      draft: (await makeDraft(hub, { ...HIDDEN, title: 'Hidden, and a draft', seeds: SEEDS.slice(0, 2) })).id,
      issuing: { ...issuing, blinded: Buffer.concat([Buffer.alloc(1), Buffer.alloc(383, 7)]).toString('base64url') },
      voting: { ...voting, electorate, statement: 1 },
      key,
      registration,
      votes: { class: electorate.class, votes: [vote] },
      words: await signedStatement(voter, electorate, statement),
      standing: await standingQuestion(voter, electorate),
    },
  }
}
