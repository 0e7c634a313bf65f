import { Form, LanguageField, ProblemNote, TextArea, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { Declined, Proposal } from '../queries/proposals.ts'
import type { Card, Whole } from '../queries/shapes.ts'
import { LONGEST, RULES } from '../rules.ts'
import { Row } from './list.tsx'
import { Crumb, OnDay, type Values } from './pieces.tsx'

type ProposalsProps = {
  readonly page: Page
  readonly waiting: readonly Proposal[]
  readonly declined: readonly Declined[]
  readonly toRead: readonly Card[]
  /** Null: this reader does not name keepers. */
  readonly mayNameKeepers: boolean
}

/** Where proposals stand, for everybody; and for readers what waits. */
export function ProposalsPage({ page, waiting, declined, toRead, mayNameKeepers }: ProposalsProps) {
  const { say } = page
  return (
    <Layout page={page} title={say('library.proposals')} index={false}>
      <Crumb page={page} to="/library" label={say('library.title')} />
      <h1>{say('library.proposals')}</h1>
      <p class="lead">{say('library.proposals.lead')}</p>
      {toRead.length === 0 ? null : (
        <section>
          <h2>{say('library.to-read', { count: toRead.length })}</h2>
          <ul class="rows">
            {toRead.map((card) => (
              <Row page={page} card={card} heading="h3" />
            ))}
          </ul>
        </section>
      )}
      <section>
        <h2>{say('library.waiting')}</h2>
        {waiting.length === 0 ? <p class="empty">{say('library.waiting.none')}</p> : null}
        <ul class="rows">
          {waiting.map((one) => (
            <li>
              <p>{say(one.change ? `library.proposal.change.${one.kind}` : `library.kind.${one.kind}`)}</p>
              <p class="quiet">
                {say.language(one.language)} · {say('library.proposed')} <OnDay page={page} day={one.proposedOn} />
              </p>
              <p class={one.late ? 'status late' : 'status'}>
                <strong>{say(one.late ? 'library.answer.late' : 'library.answer.by')}</strong> <OnDay page={page} day={one.answerBy} />
              </p>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>{say('library.declined.title')}</h2>
        {declined.length === 0 ? <p class="empty">{say('library.declined.none')}</p> : null}
        <ul class="rows">
          {declined.map((one) => (
            <li>
              <p class="quiet">
                {say(`library.kind.${one.kind}`)} · {say.language(one.language)} · <OnDay page={page} day={one.decidedOn} />
              </p>
              <InLanguage as="blockquote" language={one.reasonLanguage}>
                {one.reason}
              </InLanguage>
            </li>
          ))}
        </ul>
      </section>
      {mayNameKeepers ? (
        <p>
          <a href={href(page, '/library/keepers')}>{say('library.keepers')}</a>
        </p>
      ) : null}
    </Layout>
  )
}

type DecideProps = { readonly page: Page; readonly entry: Whole; readonly values: Values; readonly problem?: Problem | undefined }

/** On the page of what waits, for one of its readers. */
export function Decide({ page, entry, values, problem }: DecideProps) {
  const { say } = page
  const action = `${href(page, entry.path)}/decision`
  const version = <input type="hidden" name="version" value={String(entry.version)} />
  return (
    <section class="card">
      <h2>{say('library.decide')}</h2>
      <p>{say('library.decide.lead')}</p>
      <ul>
        {RULES.map((rule) => (
          <li>{say(`library-rule.${rule}`)}</li>
        ))}
      </ul>
      <Form page={page} action={action}>
        {version}
        <input type="hidden" name="outcome" value="published" />
        <button>{say('library.decide.publish')}</button>
      </Form>
      <details open={problem !== undefined}>
        <summary>{say('library.decide.decline')}</summary>
        <Form page={page} action={action}>
          {version}
          <input type="hidden" name="outcome" value="declined" />
          <TextArea
            name="reason"
            label={say('library.reason')}
            hint={say('library.reason.hint')}
            value={values['reason']}
            most={LONGEST.reason}
            required
            problem={problem}
          />
          <LanguageField page={page} id="reason-language" label={say('library.written-in')} value={values['language']} />
          <button class="danger">{say('library.decide.decline')}</button>
        </Form>
      </details>
    </section>
  )
}

export function MinePage({ page, entries }: { page: Page; entries: readonly Card[] }) {
  const { say } = page
  return (
    <Layout page={page} title={say('library.mine')} index={false}>
      <Crumb page={page} to="/library" label={say('library.title')} />
      <h1>{say('library.mine')}</h1>
      {entries.length === 0 ? (
        <div class="empty">
          <p>{say('library.mine.none')}</p>
          <p>
            <a class="button" href={href(page, '/library/new')}>
              {say('library.write')}
            </a>
          </p>
        </div>
      ) : null}
      <ul class="rows">
        {entries.map((card) => (
          <Row page={page} card={card} />
        ))}
      </ul>
    </Layout>
  )
}

type KeepersProps = {
  readonly page: Page
  readonly keepers: readonly { readonly person: string; readonly name: string }[]
  readonly value: string
  readonly problem?: Problem | undefined
}

export function KeepersPage({ page, keepers, value, problem }: KeepersProps) {
  const { say } = page
  return (
    <Layout page={page} title={say('library.keepers')} index={false}>
      <Crumb page={page} to="/library/proposals" label={say('library.proposals')} />
      <h1>{say('library.keepers')}</h1>
      <p class="lead">{say('library.keepers.lead')}</p>
      <ProblemNote page={page} problem={problem} />
      {keepers.length === 0 ? <p class="empty">{say('library.keepers.none')}</p> : null}
      <ul class="rows">
        {keepers.map(({ person, name }) => (
          <li>
            <p>
              <bdi>{name}</bdi>
            </p>
            <Form page={page} action={`${href(page, '/library/keepers')}/dismissal`}>
              <input type="hidden" name="person" value={person} />
              <button class="plain">{say('library.keepers.dismiss')}</button>
            </Form>
          </li>
        ))}
      </ul>
      <Form page={page} action={href(page, '/library/keepers')}>
        <TextField
          name="person"
          label={say('library.keepers.id')}
          hint={say('library.keepers.hint')}
          value={value}
          most={36}
          required
          problem={problem}
        />
        <button>{say('library.keepers.name')}</button>
      </Form>
    </Layout>
  )
}
