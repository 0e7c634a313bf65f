import { Form, ProblemNote, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { dayInWords } from '../../../web/time.tsx'
import type { PublicCheck } from '../queries/public-check.ts'

type CheckProps = {
  readonly page: Page
  readonly title: { readonly text: string; readonly language: string }
  readonly path: string
  readonly until: string
  readonly open: boolean
  /** No vote is taken any more. */
  readonly over: boolean
  readonly check: PublicCheck
  /** With which everything is checked again from elsewhere; null: the public log was never signed. */
  readonly command: string | null
  /** For whoever moderates, where a second issuer has not been written down. */
  readonly missing: {
    readonly digest: string
    readonly values: Readonly<Record<string, string>>
    readonly problem: Problem | undefined
  } | null
}

/** Counts, digests and files, for whoever does not want to believe. */
export function CheckPage({ page, title, path, until, open, over, check, command, missing }: CheckProps) {
  const { say } = page
  const { box, issuers, batches, givenOut } = check
  return (
    <Layout page={page} title={say('ballots.check')}>
      <p class="crumb">
        <a href={href(page, path)}>
          <InLanguage language={title.language}>{title.text}</InLanguage>
        </a>
      </p>
      <h1>{say('ballots.check')}</h1>
      <p class="lead">{stateIn(page, { box, open, until, over })}</p>
      <p>{say('ballots.check.lead')}</p>
      <dl class="numbers">
        {(['registered', 'voted'] as const).map((what) => (
          <div>
            <dt>{say(`ballots.${what}`)}</dt>
            <dd>{say('ballots.number', { count: box[what] })}</dd>
          </div>
        ))}
      </dl>
      <dl class="facts">
        {issuers.map((issuer) => (
          <>
            <dt>{say('ballots.issuer')}</dt>
            <dd>
              <bdi>{issuer.name}</bdi>
              {issuer.issued === null ? null : <> · {say('ballots.issued', { issued: issuer.issued, roll: issuer.roll })}</>}
            </dd>
            <dt>{say('ballots.key')}</dt>
            <dd>
              <Digest of={issuer.digest} />
            </dd>
            {issuer.commitment === null ? null : (
              <>
                <dt>{say('ballots.slots.used')}</dt>
                <dd>
                  <Digest of={issuer.commitment.issued.root} />
                </dd>
                <dt>{say('ballots.slots.not-used')}</dt>
                <dd>
                  <Digest of={issuer.commitment.empty.root} />
                </dd>
                <dt>{say('ballots.slots.file')}</dt>
                <dd>
                  <a href={`/api/credentials/issuances/${box.id}/slots`}>
                    <bdi dir="ltr">slots-{issuer.digest.slice(0, 8)}.json</bdi>
                  </a>
                </dd>
              </>
            )}
          </>
        ))}
      </dl>
      <h2>{say('ballots.batches')}</h2>
      <p>{say(givenOut ? 'ballots.given-out' : 'ballots.kept-until', { least: box.least })}</p>
      {batches.length === 0 ? <p class="empty">{say('ballots.batches.none')}</p> : <Batches page={page} check={check} />}
      <Muted page={page} rules={check.muted} />
      <Files page={page} check={check} command={command} />
      {missing === null ? null : <SecondIssuer page={page} path={path} missing={missing} />}
    </Layout>
  )
}

const Digest = ({ of }: { of: string }) => (
  <code class="proof" dir="ltr">
    {of}
  </code>
)

type State = Pick<CheckProps, 'open' | 'over' | 'until'> & { readonly box: PublicCheck['box'] }

function stateIn({ say, ...page }: Page, { box, open, over, until }: State): string {
  if (over) return box.votesFrom === null ? say('ballots.state.never', { least: box.least }) : say('ballots.state.closed')
  if (box.votesFrom === null) return say('ballots.state.waiting', { least: box.least })
  const days = { from: dayInWords({ ...page, say }, box.votesFrom), until: dayInWords({ ...page, say }, until) }
  return open ? say('ballots.state.open', { until: days.until }) : say('ballots.state.before', days)
}

function Batches({ page: { say }, check: { files, batches, givenOut } }: { page: Page; check: PublicCheck }) {
  return (
    <table class="stacked">
      <thead>
        <tr>
          <th scope="col">{say('ballots.batch')}</th>
          <th scope="col" class="number">
            {say('ballots.registrations')}
          </th>
          <th scope="col" class="number">
            {say('ballots.votes')}
          </th>
          <th scope="col">{say('ballots.digest')}</th>
        </tr>
      </thead>
      <tbody>
        {batches.map(({ number, digest, registrations, votes }) => (
          <tr>
            <th scope="row">
              {givenOut ? (
                <a href={`${files}/batches/${number}`}>
                  <bdi dir="ltr">batch-{number}.json</bdi>
                </a>
              ) : (
                say('ballots.batch.number', { number })
              )}
            </th>
            <td class="number" data-column={say('ballots.registrations')}>
              {say('ballots.number', { count: registrations })}
            </td>
            <td class="number" data-column={say('ballots.votes')}>
              {say('ballots.number', { count: votes })}
            </td>
            <td data-column={say('ballots.digest')}>
              <code dir="ltr">{digest.slice(0, 8)}…</code>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Muted({ page: { say }, rules }: { page: Page; rules: readonly string[] }) {
  if (rules.length === 0) return null
  return (
    <section>
      <h2>{say('ballots.muted')}</h2>
      <p>{say('ballots.muted.lead')}</p>
      <ul>
        {[...new Set(rules)].map((rule) => (
          <li>{say(`rule.${rule}`)}</li>
        ))}
      </ul>
    </section>
  )
}

function Files({ page, check: { box, files, givenOut }, command }: Pick<CheckProps, 'page' | 'check' | 'command'>) {
  const { say } = page
  if (box.votesFrom === null) return null
  return (
    <section>
      <h2>{say('ballots.files')}</h2>
      <p>{say('ballots.files.how')}</p>
      <ul>
        <li>
          <a href={`${files}/election`}>
            <bdi dir="ltr">election.json</bdi>
          </a>
        </li>
        {givenOut ? (
          <li>
            <a href={`${files}/tallies`}>
              <bdi dir="ltr">tallies.json</bdi>
            </a>
          </li>
        ) : null}
      </ul>
      {givenOut && command !== null ? (
        <>
          <p>{say('ballots.files.command')}</p>
          <p>
            <code class="proof" dir="ltr">
              {command}
            </code>
          </p>
        </>
      ) : null}
      <p>{say('ballots.slot.own')}</p>
      <p>
        <a href={`/api/credentials/issuances/${box.id}/slot`} download="passerelle-slot.json">
          <bdi dir="ltr">passerelle-slot.json</bdi>
        </a>
      </p>
      <p>
        <a href={href(page, '/hidden-participation')}>{say('ballots.explained')}</a>
      </p>
    </section>
  )
}

type SecondProps = { readonly page: Page; readonly path: string; readonly missing: NonNullable<CheckProps['missing']> }

function SecondIssuer({ page, path, missing: { digest, values, problem } }: SecondProps) {
  const { say } = page
  const number = (name: 'roll' | 'issued') => (
    <TextField name={name} label={say(`ballots.second.${name}`)} type="number" min={0} value={values[name]} problem={problem} required />
  )
  const root = (name: 'issuedRoot' | 'emptyRoot') => (
    <TextField name={name} label={say(`ballots.second.${name}`)} value={values[name]} problem={problem} required />
  )
  return (
    <section class="card">
      <h2>{say('ballots.second')}</h2>
      <p>{say('ballots.second.lead')}</p>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, `${path}/ballots/issuers`)} label={say('ballots.second')}>
        <input type="hidden" name="digest" value={digest} />
        {number('roll')}
        {number('issued')}
        {root('issuedRoot')}
        {root('emptyRoot')}
        <TextField
          name="votingOpens"
          label={say('ballots.second.votingOpens')}
          type="date"
          value={values['votingOpens']}
          problem={problem}
          required
        />
        <p class="actions">
          <button>{say('ballots.second.keep')}</button>
        </p>
      </Form>
    </section>
  )
}
