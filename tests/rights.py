"""Who may do what, written down once more by hand: the table that tests/test_rights.py holds the program to."""

# A column a role, in the order of ROLES; then what somebody with rooms of their own may do in other rooms:
# E everything, R nothing, - the kind knows no place.
ROLES = (
    'administrator', 'property_keeper', 'director', 'maintenance', 'staff', 'gatekeeper', 'kitchen',
    'score_inspector', 'class_monitor', 'read_only', 'stranger',
)  # fmt: skip
KINDS = """
barcodes.attach        ++.+....... R
barcodes.detach        ++......... R
batches.split          ++......... R
blanks.preprint        ++......... -
borrowers.forget       +.......... -
calendar.add_term      +++........ -
calendar.mark          +++........ -
calendar.remove_term   +++........ -
calendar.revise_term   +++........ -
checklists.restore     +++........ -
checklists.revise      +++........ -
checklists.withdraw    +++........ -
compensation.approve   +.+........ R
compensation.open      +++.+...... R
compensation.pay       +++........ R
compensation.price     +++........ -
compensation.reward    +++........ R
compensation.rules     +.+........ -
compensation.sign      +++........ -
compensation.unprice   +++........ -
compensation.verify    +++........ R
compensation.waive     +.+........ R
compensation.work_off  +++........ R
conflicts.resolve      ++......... -
corrections.undo       ++......... R
dispatch.assign        ++++....... R
dispatch.merge         +++........ R
dispatch.refuse        +++........ R
dispatch.triage        +++........ R
enrolments.enrol       ++.+....+.. R
enrolments.undo        ++.+....+.. -
handovers.cancel       +++........ R
handovers.draw         +++.+...... R
handovers.recheck      +++.+...+.. R
handovers.reopen       +++.+...... R
handovers.settle       +++........ R
handovers.sign         +++.+...... R
hazards.cancel         +++........ R
hazards.escalate       +++........ R
hazards.fix            ++++++++... R
hazards.plan           +++........ R
hazards.recheck        +++........ R
hazards.report         ++++++++... R
held.drop              ++......... -
held.vouch             +.......... -
imports.alias          ++......... R
imports.choose         ++......... -
imports.finish         ++......... -
imports.undo           ++......... -
imports.write          ++......... -
inspections.inspect    ++++++++... R
kits.define            +++........ R
kits.fill              +++........ R
labels.adjust          ++......... -
labels.keep            ++......... -
labels.owner           ++......... -
labels.printed         ++......... -
labels.unprinted       ++......... -
letters.cancel         +.+........ -
letters.issue          +.+........ -
letters.sign           ++++++++... -
loans.approve          +.+........ -
loans.borrow           +++++...+.. -
loans.give_back        +++++...+.. -
loans.lend             +++........ -
loans.let_out          +++..+..... -
loans.refuse           +.+........ -
loans.renew            +++........ -
loans.rule             +++........ -
loans.settle           +++........ -
loans.take_back        +++........ -
loans.use              +++++...... R
logs.close             ++++++++... R
pairing.offer          +.......... -
people.add             +.......... -
people.choose_password ++++++++++. E
people.forget          +.......... -
people.prefer          ++++++++++. E
people.revise          +.......... -
phones.revoke          +.......... -
phones.sign_out        ++++++++++. E
phones.trust           +.......... -
pictures.add           ++.+....... R
pictures.drop          ++......... R
plans.open             +.......... R
public.me_too          +.........+ R
public.open            +.......... -
public.report          +.........+ R
refusals.settle        ++......... -
register.add           ++......... R
register.move          ++......... R
register.retire        ++......... R
register.revise        ++......... R
remarks.add            +++++++++.. E
repairs.accept         ++++....... R
repairs.charge         ++++....... R
repairs.close          ++++....... R
repairs.comment        +++++++++.. E
repairs.confirm        +++++++++.. E
repairs.me_too         +++++++++.. E
repairs.reopen         +++++++++.. E
repairs.report         +++++++++.. E
repairs.start          ++++....... R
repairs.wait           ++++....... R
rounds.explain         ++++++++... -
rounds.hand_over       ++++++++... -
rounds.pause           ++++++++... -
rounds.resume          ++++++++... -
rounds.skip            ++++++++... -
rounds.start           ++++++++... -
reservations.cancel    +++++...... -
reservations.reserve   +++++...... R
routing.remove         +++........ -
routing.rule           +++........ -
routing.times          +++........ -
schedules.add          +++........ R
schedules.back         +++........ -
schedules.resume       +++........ -
schedules.revise       +++........ R
schedules.stop         +++........ -
schedules.substitute   +++........ -
schools.choose         +.......... -
scores.appeal          +++.+...... R
scores.award           +++.+..+... R
scores.plan            +++........ -
scores.publish         +++........ -
scores.settle          +++........ -
second.demand          +.......... -
second.switch_off      ++++++++++. E
second.switch_on       ++++++++++. E
stocktakes.apply       +.+........ R
stocktakes.approve     +.+........ -
stocktakes.assign      +++........ -
stocktakes.cancel      +++........ -
stocktakes.close       +++........ -
stocktakes.count       +++++++++.. R
stocktakes.countersign +++........ -
stocktakes.enter       +.+........ -
stocktakes.explain     +++........ -
stocktakes.explain_met +++........ -
stocktakes.finish      +++++++++.. -
stocktakes.meet        +++++++++.. -
stocktakes.plan        +++........ -
stocktakes.recount     +++........ -
stocktakes.reopen      +++........ -
stocktakes.revert      +.+........ R
stocktakes.seal        +.+........ -
stocktakes.settle      +++........ -
stocktakes.start       +++........ -
stocktakes.strike      +.+........ -
stocktakes.uncount     +++++++++.. -
stocktakes.undo        +.+........ -
stocktakes.wait        +++........ -
tags.bind              ++.+....... R
tags.reinstate         ++......... -
tags.replace           ++.+....... R
tags.report            +++++++++.. E
tags.retire            ++......... -
tags.settle            ++......... -
tags.sighted           +++++++++.. E
tags.unbind            ++.+....... R
writeoffs.apply        +++++...... R
writeoffs.appraise     ++++....... R
writeoffs.approve      +.......... R
writeoffs.dispose      ++......... R
writeoffs.withdraw     +++++...... R
"""

# The pages, and which roles see more than the sentence that they may not; a stranger sees none of them.
PAGES = """
/                                          ++++++++++
/things                                    ++++++++++
/things/new                                ++........
/things/{fan}                              ++++++++++
/things/{room}                             ++++++++++
/things/{fan}/edit                         ++........
/t/{code}                                  ++++++++++
/repairs                                   ++++++++++
/repairs?view=list                         ++++++++++
/repairs/figures                           ++++.....+
/repairs/rules                             +++.......
/things/{fan}/check/general                ++++++++..
/things/{fan}/do/remarks.add               +++++++++.
/things/{fan}/do/repairs.report            +++++++++.
/tags                                      ++.+......
/tags/{code}                               ++........
/things/{fan}/label                        ++.+......
/things/{fan}/barcode                      ++.+......
/things/{fan}/do/tags.report               +++++++++.
/blanks                                    ++........
/enrol                                     ++.+....+.
/things/{fan}/split                        ++........
/things?view=list                          ++++++++++
/things?q=ds                               ++++++++++
/writeoffs                                 +++++.....
/ledger                                    +++.......
/logs                                      ++++++++.+
/scores                                    ++++++++++
/scoring/area-score                        ++++++++..
/things/{fan}/prints                       ++++++++.+
/checklists                                +++.......
/checklists/new                            +++.......
/checklists/fan-monthly                    +++.......
/checklists/fan-monthly/1                  ++++++++++
/calendar                                  ++++++++.+
/rounds                                    ++++++++.+
/rounds?missed=1                           ++++++++..
/schedules                                 ++++++++.+
/schedules/new                             +++.......
/schedules/new?hint=play-weekly            +++.......
/barcode?text=6901234567892                ++++++++++
/import                                    ++........
/labels                                    +++.......
/notices                                   +.........
/public                                    +.........
/people                                    +++.......
/phones                                    +.........
/rescue                                    +.........
/refusals                                  +++.......
/outbox                                    ++++++++++
/scan                                      ++++++++++
/find                                      ++++++++++
/me                                        ++++++++++
/more                                      ++++++++++
/stocktakes                                +++......+
/stocktakes/new                            +++.......
/stocktakes/1/walk                         +++++++++.
/stocktakes/{count}                        +++......+
/stocktakes/{count}/lines                  +++......+
/stocktakes/{count}/lines?view=all         +++......+
/stocktakes/{count}/lines?view=unknown     +++......+
/stocktakes/{count}/lines/{fan}            +++......+
/stocktakes/{count}/teams                  +++.......
/stocktakes/{count}/books                  +++.......
/me/password                               ++++++++++
/me/pin                                    ++++++++++
/me/second                                 ++++++++++
/hazards                                   ++++++++.+
/loans                                     ++++++++++
/lend                                      +++.......
/take-back                                 +++.......
/borrow                                    +++++...+.
/give-back                                 +++++...+.
/loans/rules                               +++.......
/things/{fan}/kit                          +++.......
/hazards?view=closed                       ++++++++.+
/compensation                              +++.......
/compensation/rules                        +++.......
/compensation/class                        +++.......
/compensation/rewards                      +++.......
/things/{room}/do/compensation.reward      +++.......
/things/{fan}/do/compensation.open         +++.+.....
/letters                                   ++++++++..
/letters/new                               +.+.......
/letters/sign                              +.+.......
/handovers                                 +++.+...+.
/things/{room}/do/handovers.draw           +++.+.....
/things/{fan}/do/hazards.report            ++++++++..
"""


def table(text: str) -> dict[str, list[str]]:
    return {line.split()[0]: line.split()[1:] for line in text.strip().splitlines()}
