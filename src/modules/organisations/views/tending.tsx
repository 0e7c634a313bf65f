import type { Verdict } from '#base'
import { Checkbox, Form, ProblemNote, RadioField, SelectField, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { Account, ProofWanted } from '../queries/accounts.ts'
import type { BodyCard } from '../queries/body-cards.ts'
import type { BodyHistory } from '../queries/body-record.ts'
import type { ChapterProposal, Chapters } from '../queries/chapters.ts'
import { SIDES } from '../tables.ts'
import { AccountState, BodyLink } from './body.tsx'
import { isolated } from './level.tsx'
import { dayIn } from './officers.tsx'

const pathOf = (body: Pick<BodyCard, 'slug'>): string => `/bodies/${encodeURIComponent(body.slug)}`

type HeadProps = { readonly page: Page; readonly body: BodyCard; readonly title: string }

function Head({ page, body, title }: HeadProps) {
  return (
    <>
      <p class="crumb">
        <BodyLink page={page} body={body} />
      </p>
      <h1>{title}</h1>
    </>
  )
}

type ChapterProps = {
  readonly page: Page
  readonly body: BodyCard
  readonly chapters: Chapters
  readonly proposals: readonly ChapterProposal[]
  /** Bodies that could be asked. */
  readonly others: readonly BodyCard[]
  readonly asked: { readonly other: string; readonly side: string }
  readonly problem?: Problem | undefined
}

/** For stewards: to whom this body belongs, and who belongs to it. */
export function ChaptersPage({ page, body, chapters, proposals, others, asked, problem }: ChapterProps) {
  const { say } = page
  const path = `${pathOf(body)}/chapters`
  const bonds = [
    ...(chapters.umbrella === null ? [] : [{ body: chapters.umbrella.body, side: 'umbrella' as const }]),
    ...chapters.chapters.map((one) => ({ body: one.body, side: 'chapter' as const })),
  ]
  return (
    <Layout page={page} title={say('body.chapters')} index={false}>
      <Head page={page} body={body} title={say('body.chapters')} />
      <p class="lead">{say('chapter.lead')}</p>
      {proposals.length === 0 ? null : (
        <section aria-labelledby="proposals">
          <h2 id="proposals">{say('chapter.proposals')}</h2>
          <ul class="rows">
            {proposals.map((proposal) => (
              <Proposal page={page} path={path} proposal={proposal} />
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="bonds">
        <h2 id="bonds">{say('chapter.now')}</h2>
        {bonds.length === 0 ? <p class="empty">{say('chapter.none')}</p> : null}
        <ul class="rows">
          {bonds.map(({ body: other, side }) => (
            <li>
              <BodyLink page={page} body={other} /> <span class="status">{say(`chapter.is-${side}`)}</span>
              <Deed
                page={page}
                action={`${path}/ending`}
                other={other}
                side={side}
                label={say('chapter.end', { name: isolated(other.name) })}
              />
            </li>
          ))}
        </ul>
      </section>
      {others.length === 0 ? null : (
        <section aria-labelledby="propose">
          <h2 id="propose">{say('chapter.propose-title')}</h2>
          <ProblemNote page={page} problem={problem} />
          <Form page={page} action={href(page, path)}>
            <SelectField
              name="other"
              label={say('chapter.other')}
              value={asked.other}
              options={others.map(({ slug, name, language }) => ({ value: slug, label: name, lang: language }))}
            />
            <RadioField
              name="side"
              label={say('chapter.side')}
              value={asked.side}
              options={SIDES.map((side) => ({ value: side, label: say(`chapter.as-${side}`) }))}
            />
            <p class="actions">
              <button type="submit">{say('chapter.propose')}</button>
            </p>
          </Form>
        </section>
      )}
    </Layout>
  )
}

type DeedProps = { page: Page; action: string; other: BodyCard; side: string; label: string; first?: boolean }

/** `side`: what the other one is to this body. */
function Deed({ page, action, other, side, label, first = false }: DeedProps) {
  return (
    <Form page={page} action={href(page, action)}>
      <input type="hidden" name="other" value={other.slug} />
      <input type="hidden" name="side" value={side} />
      <button type="submit" class={first ? undefined : 'plain'}>
        {label}
      </button>
    </Form>
  )
}

function Proposal({
  page,
  path,
  proposal: { body: other, side, own, proposedAt },
}: {
  page: Page
  path: string
  proposal: ChapterProposal
}) {
  const { say } = page
  const name = isolated(other.name)
  return (
    <li>
      <BodyLink page={page} body={other} />
      <p class="status">{say(own ? `chapter.asked-${side}` : `chapter.asks-${side}`, { day: dayIn(page, proposedAt) })}</p>
      <div class="actions">
        {own ? null : (
          <Deed page={page} action={`${path}/acceptance`} other={other} side={side} label={say('chapter.accept', { name })} first />
        )}
        <Deed
          page={page}
          action={`${path}/ending`}
          other={other}
          side={side}
          label={say(own ? 'chapter.withdraw' : 'chapter.refuse', { name })}
        />
      </div>
    </li>
  )
}

type AccountProps = {
  readonly page: Page
  readonly body: BodyCard
  readonly accounts: readonly Account[]
  readonly proofs: readonly ProofWanted[]
  /** Where the outside page links to. */
  readonly link: string
  readonly url: string
  readonly problem?: Problem | undefined
}

/** For stewards: the accounts elsewhere, and what each page needs. */
export function AccountsPage({ page, body, accounts, proofs, link, url, problem }: AccountProps) {
  const { say } = page
  const path = `${pathOf(body)}/accounts`
  return (
    <Layout page={page} title={say('body.accounts')} index={false}>
      <Head page={page} body={body} title={say('body.accounts')} />
      <p class="lead">{say('outside-account.lead')}</p>
      <ul class="rows">
        {accounts.map((account) => (
          <OneAccount page={page} path={path} account={account} proof={proofs.find(({ id }) => id === account.id)} link={link} />
        ))}
      </ul>
      <section aria-labelledby="list">
        <h2 id="list">{say('outside-account.add')}</h2>
        <ProblemNote page={page} problem={problem} />
        <Form page={page} action={href(page, path)}>
          <TextField
            name="url"
            type="url"
            label={say('outside-account.url')}
            hint={say('outside-account.url-hint')}
            value={url}
            most={300}
            problem={problem}
            required
          />
          <p class="actions">
            <button type="submit">{say('outside-account.list')}</button>
          </p>
        </Form>
      </section>
    </Layout>
  )
}

type OneProps = { page: Page; path: string; account: Account; proof: ProofWanted | undefined; link: string }

function OneAccount({ page, path, account, proof, link }: OneProps) {
  const { say, zone, homeZone } = page
  const network = isolated(account.network)
  return (
    <li>
      <strong>
        <bdi dir="ltr">{account.url}</bdi>
      </strong>
      <AccountState page={page} account={account} />
      <p>{say('outside-account.link-way')}</p>
      <p class="proof" dir="ltr">
        {`<a rel="me" href="${link}">`}
      </p>
      <p>{say('outside-account.token-way')}</p>
      <p class="proof" dir="ltr">
        {proof?.line ?? ''}
      </p>
      <p class="status">
        {proof === undefined || (proof.askedAt === null && proof.checkedAt === null)
          ? say('domain.not-looked')
          : proof.askedAt !== null || proof.checkedAt === null
            ? say('domain.waiting')
            : say('domain.looked', { moment: say.moment(proof.checkedAt, zone ?? homeZone) })}
      </p>
      <div class="actions">
        <Form page={page} action={href(page, `${path}/checks`)}>
          <input type="hidden" name="account" value={account.id} />
          <button type="submit">{say('outside-account.check', { network })}</button>
        </Form>
        <Form page={page} action={href(page, `${path}/dropping`)}>
          <input type="hidden" name="account" value={account.id} />
          <button type="submit" class="quiet">
            {say('outside-account.drop', { network })}
          </button>
        </Form>
      </div>
    </li>
  )
}

type ArchiveProps = { readonly page: Page; readonly body: BodyCard; readonly may: Verdict; readonly problem?: Problem | undefined }

/** `may`: put it there, or take it out again, whichever there is to do. */
export function ArchivePage({ page, body, may, problem }: ArchiveProps) {
  const { say } = page
  const path = `${pathOf(body)}/archive`
  const title = say(body.archived ? 'body.reopen' : 'body.archive')
  return (
    <Layout page={page} title={title} index={false}>
      <Head page={page} body={body} title={title} />
      <p class="lead">{say(body.archived ? 'archive.reopen-lead' : 'archive.lead')}</p>
      {body.archived ? null : (
        <ul>
          <li>{say('archive.stays')}</li>
          <li>{say('archive.stops')}</li>
          <li>{say('archive.undo')}</li>
        </ul>
      )}
      <p>
        <a href={href(page, `${pathOf(body)}/export`)}>{say('body.export')}</a>
      </p>
      <ProblemNote page={page} problem={problem} />
      {may.ok ? (
        <Form page={page} action={href(page, body.archived ? `${path}/ending` : path)}>
          {body.archived ? null : (
            <div id="field-sure">
              <Checkbox name="sure" label={say('archive.sure')} checked={false} />
            </div>
          )}
          <p class="actions">
            <button type="submit" class={body.archived ? undefined : 'danger'}>
              {title}
            </button>
          </p>
        </Form>
      ) : (
        <p class="note">{say(may.refusal.code, may.refusal.data)}</p>
      )}
    </Layout>
  )
}

/** Open to every reader: what a body said of itself before. */
export function HistoryPage({ page, body, history }: { page: Page; body: BodyCard; history: BodyHistory }) {
  const { say } = page
  const title = say('history.title')
  const languages = [...new Set(history.texts.map(({ language }) => language))]
  return (
    <Layout page={page} title={title} description={say('history.lead')}>
      <Head page={page} body={body} title={title} />
      <p class="lead">{say('history.lead')}</p>
      {history.earlier.length === 0 ? <p class="empty">{say('history.none')}</p> : null}
      {languages.map((language) => {
        const versions = history.earlier.filter((one) => one.language === language)
        return versions.length === 0 ? null : (
          <section>
            <h2>{say.language(language)}</h2>
            <ul class="rows">
              {versions.map((version) => (
                <li>
                  <p class="status">{say('history.until', { version: version.version, day: dayIn(page, version.replacedAt) })}</p>
                  <p>
                    <strong>
                      <InLanguage language={language}>{version.name}</InLanguage>
                    </strong>
                  </p>
                  {[version.summary, version.focus, version.expectations]
                    .filter((text) => text !== '')
                    .map((text) => (
                      <InLanguage as="p" language={language}>
                        {text}
                      </InLanguage>
                    ))}
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </Layout>
  )
}
