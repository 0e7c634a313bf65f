import type { Child } from 'hono/jsx'
import { excerpt } from '../../../web/excerpt.ts'
import { CheckboxField, Form, languageOptions, ProblemNote, SelectField, TextArea, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { SeenCommunity } from '../../communities/index.ts'
import type { Shown } from '../queries/shapes.ts'
import { LONGEST, plainWords, RULES } from '../rules.ts'
import { Byline, CommunityWay } from './pieces.tsx'
import type { Values } from './write.tsx'

export type CareProps = {
  readonly page: Page
  readonly community: SeenCommunity
  readonly post: Shown
  /** Of the thread that it begins. */
  readonly replies: readonly Shown[]
  readonly values: Values
  /** Of which of the forms the problem is. */
  readonly of: string
  readonly problem?: Problem | undefined
}

/** For those who look after the talk: the lightest means come first, each with a reason that is told, and an end. */
export function CarePage(props: CareProps) {
  const { page, community, post, replies } = props
  const { say } = page
  const starts = post.thread === null
  const others = replies.filter(({ author, state }) => state === 'standing' && author.as !== 'left')
  return (
    <Layout page={page} title={say('post.care')} index={false}>
      <CommunityWay page={page} community={community} />
      <h1>{say('post.care')}</h1>
      <p class="lead">{say('post.care.what')}</p>
      <article class="card">
        <InLanguage as="p" language={post.language}>
          {excerpt(plainWords(post.text), 300)}
        </InLanguage>
        <Byline page={page} post={post} />
      </article>
      <ProblemNote page={page} problem={props.problem} />
      {starts ? (
        <>
          <Deed {...props} deed="pin" label={say(post.pinned ? 'post.unpin' : 'post.pin')}>
            {post.pinned ? null : <Days {...props} deed="pin" days={14} />}
          </Deed>
          <Deed {...props} deed="slow" label={say('post.measure.slow')} reason>
            <TextField
              name="seconds"
              id="slow-seconds"
              type="number"
              label={say('post.measure.seconds')}
              value={valueOf(props, 'slow', 'seconds', '60')}
              min={5}
            />
            <Hours {...props} deed="slow" hours={24} />
          </Deed>
          <Deed {...props} deed="rest" label={say('post.measure.rest')} reason>
            <Hours {...props} deed="rest" hours={12} />
          </Deed>
          {replies.length === 0 ? null : <Split {...props} />}
        </>
      ) : null}
      {post.author.as === 'left' || post.author.as === 'facilitators' ? null : (
        <Deed {...props} deed="pause" label={say('post.measure.pause')} reason>
          <Hours {...props} deed="pause" hours={24} />
        </Deed>
      )}
      {others.length === 0 ? null : (
        <Deed {...props} deed="apart" label={say('post.no-contact')}>
          <SelectField
            name="and"
            id="apart-and"
            label={say('post.no-contact.with')}
            options={others.map((one) => ({
              value: one.id,
              label: `\u2068${one.author.name ?? say('post.by.member')}\u2069: ${excerpt(plainWords(one.text), 60)}`,
            }))}
          />
        </Deed>
      )}
      {post.state === 'standing' ? (
        <Deed {...props} deed="hide" label={say('post.hide')} reason danger>
          <SelectField
            name="rule"
            id="hide-rule"
            label={say('post.rule')}
            value={valueOf(props, 'hide', 'rule', '')}
            options={RULES.map((rule) => ({ value: rule, label: say(`post-rule.${rule}`) }))}
          />
        </Deed>
      ) : null}
    </Layout>
  )
}

const valueOf = ({ of, values }: CareProps, deed: string, name: string, otherwise: string): string =>
  of === deed ? (values[name] ?? otherwise) : otherwise

type DeedProps = CareProps & {
  readonly deed: string
  readonly label: string
  readonly reason?: boolean
  readonly danger?: boolean
  readonly children?: Child
}

/** One form, closed until somebody wants it. */
function Deed(props: DeedProps) {
  const { page, community, post, deed, label, reason = false, danger = false, children, of } = props
  const { say } = page
  const problem = of === deed ? props.problem : undefined
  return (
    <details open={problem !== undefined}>
      <summary>{label}</summary>
      <Form page={page} action={`${href(page, post.path)}/care/${deed}`}>
        {children}
        {reason ? (
          <>
            <TextArea
              name="reason"
              id={`${deed}-reason`}
              label={say(deed === 'hide' ? 'post.reason.author' : 'post.reason')}
              hint={say('post.reason.hint')}
              value={valueOf(props, deed, 'reason', '')}
              rows={3}
              most={LONGEST.reason}
              required
              problem={problem}
            />
            <SelectField
              name="language"
              id={`${deed}-language`}
              label={say('post.language')}
              value={valueOf(props, deed, 'language', deed === 'hide' ? post.language : say.locale)}
              options={languageOptions(page, [post.language, ...community.languages])}
            />
          </>
        ) : null}
        <button class={danger ? 'danger' : 'quiet'}>{label}</button>
      </Form>
    </details>
  )
}

type EndProps = CareProps & { readonly deed: string }

const Hours = (props: EndProps & { readonly hours: number }) => (
  <TextField
    name="hours"
    id={`${props.deed}-hours`}
    type="number"
    label={props.page.say('post.measure.hours')}
    value={valueOf(props, props.deed, 'hours', String(props.hours))}
    min={1}
    max={720}
    problem={props.of === props.deed ? props.problem : undefined}
  />
)

const Days = (props: EndProps & { readonly days: number }) => (
  <TextField
    name="days"
    id={`${props.deed}-days`}
    type="number"
    label={props.page.say('post.pin.days')}
    value={valueOf(props, props.deed, 'days', String(props.days))}
    min={1}
    max={90}
  />
)

function Split(props: CareProps) {
  const { page, replies } = props
  const { say } = page
  return (
    <Deed {...props} deed="split" label={say('post.split')} reason>
      <TextField
        name="title"
        id="split-title"
        label={say('post.split.title')}
        value={valueOf(props, 'split', 'title', '')}
        most={LONGEST.title}
        required
      />
      <CheckboxField
        name="replies"
        label={say('post.split.replies')}
        chosen={[]}
        options={replies.map((one) => ({ value: one.id, label: excerpt(plainWords(one.text), 80) || say('post.withdrawn') }))}
        problem={props.of === 'split' ? props.problem : undefined}
      />
    </Deed>
  )
}
