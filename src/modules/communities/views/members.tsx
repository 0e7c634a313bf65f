import { Checkbox, Form, ProblemNote, TextArea } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Parts } from '../../../web/parts.tsx'
import { dayInWords } from '../../../web/time.tsx'
import type { SeenMember } from '../queries/members.ts'
import type { SeenCommunity } from '../queries/seen-community.ts'
import { LONGEST, VOUCHES } from '../rules.ts'
import { Crumb } from './pieces.tsx'

export type MembersProps = {
  readonly page: Page
  readonly community: SeenCommunity
  readonly members: readonly SeenMember[]
  readonly part: { readonly number: number; readonly of: number }
  readonly quiet: number | null
  /** Behind whom this page begins, and whether there are more behind it; null: neither. */
  readonly after: string | null
  readonly next: string | null
  /** A removal that was refused, as it was written. */
  readonly removal?: Removal | undefined
}

export type Removal = { readonly member: string; readonly reason: string; readonly banned: boolean; readonly problem: Problem }

/** By the names with which they came in; when somebody came stands nowhere. */
export function MembersPage({ page, community, members, part, quiet, after, next, removal }: MembersProps) {
  const { say } = page
  const path = `${community.path}/members`
  const here = after === null ? '' : `after=${after}&`
  return (
    <Layout page={page} title={say('communities.members')} index={false}>
      <Crumb page={page} community={community} />
      <h1>{say('communities.members')}</h1>
      <p class="lead">{say('communities.members.lead')}</p>
      {quiet === null ? null : <p class="quiet">{say('communities.went-quiet', { count: quiet })}</p>}
      <ul class="rows">
        {members.map((member) => (
          <Member
            page={page}
            community={community}
            member={member}
            after={after}
            removal={removal?.member === member.member ? removal : undefined}
          />
        ))}
      </ul>
      <Parts
        part={part}
        to={(number) => href(page, `${path}?${here}part=${number}`)}
        words={{ name: say('communities.parts'), before: say('communities.parts.before'), after: say('communities.parts.after') }}
      />
      <p class="actions">
        {after === null ? null : (
          <a class="button quiet" href={href(page, path)}>
            {say('communities.members.first')}
          </a>
        )}
        {next === null ? null : (
          <a class="button quiet" href={href(page, `${path}?after=${next}`)}>
            {say('communities.members.more')}
          </a>
        )}
      </p>
    </Layout>
  )
}

type One = Pick<MembersProps, 'page' | 'community' | 'removal' | 'after'> & { readonly member: SeenMember }

function Member(props: One) {
  const { page, community, member } = props
  const { say } = page
  const at = href(page, `${community.path}/members/${member.member}`)
  const steward = community.me?.role === 'steward'
  return (
    <li id={member.member}>
      <strong>
        <bdi>{member.name}</bdi>
      </strong>{' '}
      {member.role === 'member' ? null : <span class="quiet">{say(`communities.role.${member.role}`)}</span>}{' '}
      {member.me ? <span class="quiet">{say('communities.this-is-you')}</span> : null}
      {member.waits === null ? null : (
        <p class="quiet">
          {say(`communities.waits.${member.waits}`, { needed: VOUCHES })}
          {member.until === null ? null : ` ${say('communities.waits.until', { day: dayInWords(page, member.until) })}`}
        </p>
      )}
      {member.vouchers === null || member.vouchers.length === 0 ? null : (
        <p class="quiet">
          {say('communities.vouched-by')} <bdi>{say.list(member.vouchers)}</bdi>
        </p>
      )}
      {member.offered === null ? null : <p class="quiet">{say(`communities.offered.${member.offered}`)}</p>}
      <Vouching {...props} at={at} />
      {member.me && !community.jointly ? <OwnRole {...props} at={at} /> : null}
      {steward && !member.me ? <Keeping {...props} at={at} /> : null}
    </li>
  )
}

function Vouching({ page, member, at }: One & { at: string }) {
  const { say } = page
  if (member.me || (member.waits === null && !member.vouched)) return null
  return (
    <Form page={page} action={`${at}/${member.vouched ? 'vouch/withdrawal' : 'vouch'}`}>
      <button class="quiet">{say(member.vouched ? 'communities.vouch.withdraw' : 'communities.vouch')}</button>
    </Form>
  )
}

function OwnRole({ page, community, member, at }: One & { at: string }) {
  const { say } = page
  return (
    <div class="actions">
      {member.offered === null ? null : (
        <Form page={page} action={href(page, `${community.path}/offer`)}>
          <p>{say(community.access === 'hidden' ? 'communities.role.to-members' : 'communities.role.public')}</p>
          <button>{say(`communities.offer.accept.${member.offered}`)}</button>
        </Form>
      )}
      {member.offered === null && member.role === 'member' ? null : (
        <Form page={page} action={`${at}/role/end`}>
          <button class="quiet">{say(member.offered === null ? 'communities.role.lay-down' : 'communities.offer.decline')}</button>
        </Form>
      )}
    </div>
  )
}

function Keeping({ page, member, removal, after, at }: One & { at: string }) {
  const { say } = page
  const roles = (['facilitator', 'steward'] as const).filter((role) => role !== member.role)
  return (
    <details open={removal !== undefined}>
      <summary>{say('communities.member.keeping')}</summary>
      {member.role === 'steward' ? (
        <p>{say('communities.member.steward-stays')}</p>
      ) : (
        <>
          <div class="actions">
            {roles.map((role) => (
              <Form page={page} action={`${at}/offer`}>
                <input type="hidden" name="role" value={role} />
                <button class="quiet">{say(`communities.offer.${role}`)}</button>
              </Form>
            ))}
            {member.role === 'facilitator' || member.offered !== null ? (
              <Form page={page} action={`${at}/role/end`}>
                <button class="quiet">{say(member.offered === null ? 'communities.role.end' : 'communities.offer.withdraw')}</button>
              </Form>
            ) : null}
          </div>
          <ProblemNote page={page} problem={removal === undefined ? undefined : { ...removal.problem, fields: new Map() }} />
          <Form page={page} action={`${at}/removal`}>
            {after === null ? null : <input type="hidden" name="after" value={after} />}
            <TextArea
              name="reason"
              id={`reason-${member.member}`}
              label={say('communities.remove.reason')}
              hint={say('communities.remove.reason.hint')}
              value={removal?.reason}
              rows={3}
              most={LONGEST.reason}
              required
              problem={removal?.problem}
            />
            <Checkbox
              name="banned"
              label={say('communities.remove.ban')}
              hint={say('communities.remove.ban.what')}
              checked={removal?.banned === true}
            />
            <button class="danger">{say('communities.remove')}</button>
          </Form>
        </>
      )}
    </details>
  )
}
