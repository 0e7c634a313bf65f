import { Form, ProblemNote, SelectField, TextArea } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Day, Moment } from '../../../web/time.tsx'
import type { Notice } from '../queries/notice.ts'
import { RequestSaid } from './case-request.tsx'
import { Crumb, DecisionSaid, groundIn, PrivateLink, tongues, Words } from './pieces.tsx'

export type NoticeProps = {
  readonly page: Page
  /** Last part of the private link. */
  readonly link: string
  readonly notice: Notice
  readonly written?: { readonly text: string; readonly language: string }
  readonly problem?: Problem | undefined
}

/** What became of it: for somebody who reported, and for the author of what was hidden. */
export function NoticePage(props: NoticeProps) {
  const { page, notice, link, problem } = props
  const { say } = page
  const { thing } = notice
  const noted = notice.decision?.outcome === 'labelled'
  const title = say(!notice.byAuthor ? 'report.yours' : noted ? 'reasons.title.labelled' : 'reasons.title')
  return (
    <Layout page={page} title={title} index={false}>
      <Crumb page={page} place={thing.place} />
      <h1>{title}</h1>
      <ProblemNote page={page} problem={problem} />
      <p class="status">
        <strong>{say(`notice.now.${notice.now}`)}</strong>
      </p>
      {thing.text === null ? null : (
        <InLanguage as="p" language={thing.language} class="statement">
          {thing.text}
        </InLanguage>
      )}
      <OwnReport {...props} />
      {notice.request === null ? null : <RequestSaid page={page} request={notice.request} />}
      <FirstDecision {...props} />
      <Appeal {...props} />
      {notice.mayAppeal ? <AppealForm {...props} /> : null}
      <PrivateLink page={page} path={`/reports/${link}`} />
      {notice.byAuthor ? (
        <p>
          <a href={`/api/reasons/${link}`}>{say('reasons.as-data')}</a>
        </p>
      ) : null}
      <p>
        <a href={href(page, '/moderation')}>{say('record.title')}</a>
      </p>
    </Layout>
  )
}

function OwnReport({ page, notice: { report, thing, decision } }: NoticeProps) {
  const { say } = page
  if (report === null) return null
  return (
    <section>
      <h2>{say('report.said')}</h2>
      <p>{groundIn(say, thing.rules, report)}</p>
      <Words say={say} {...report} />
      {decision === null ? (
        <p>
          {say('notice.due')} <Moment page={page} at={new Date(report.dueAt)} />
        </p>
      ) : null}
    </section>
  )
}

function FirstDecision({ page, notice: { decision, thing } }: NoticeProps) {
  return decision === null ? null : <DecisionSaid page={page} rules={thing.rules} decision={decision} />
}

function Appeal({ page, notice: { appeal, thing } }: NoticeProps) {
  const { say } = page
  if (appeal === null) return null
  if (appeal.outcome === null || appeal.decidedAt === null)
    return (
      <section>
        <h2>{say(appeal.byAuthor ? 'appeal.waits.author' : 'appeal.waits.reporter')}</h2>
        <p>{say('appeal.somebody-else')}</p>
        <p>
          {say('notice.due')} <Moment page={page} at={new Date(appeal.dueAt)} />
        </p>
      </section>
    )
  return (
    <section>
      <h2>{say(`appeal.was.${appeal.outcome}`)}</h2>
      <p class="quiet">
        {say(`decision.by.${appeal.role ?? 'operator'}`)} · <Day page={page} at={new Date(appeal.decidedAt)} />
      </p>
      {appeal.rule === null ? null : <p>{say('decision.for', { ground: groundIn(say, thing.rules, appeal) })}</p>}
      <Words say={say} text={appeal.reasons ?? ''} language={appeal.language ?? 'und'} />
      <p>{say('appeal.final')}</p>
    </section>
  )
}

function AppealForm({ page, link, notice: { decision }, written, problem }: NoticeProps) {
  const { say } = page
  return (
    <section>
      <h2>{say('appeal.title')}</h2>
      <p>{say('appeal.what')}</p>
      {decision === null ? null : (
        <p>
          {say('appeal.until')} <Day page={page} at={new Date(decision.appealUntil)} />
        </p>
      )}
      <Form page={page} action={href(page, `/reports/${link}/appeal`)}>
        <TextArea name="text" label={say('appeal.text')} value={written?.text} most={3000} required problem={problem} />
        <SelectField
          name="language"
          label={say('report.language')}
          value={written?.language ?? say.locale}
          options={tongues(page)}
          problem={problem}
        />
        <button>{say('appeal.do')}</button>
      </Form>
    </section>
  )
}
