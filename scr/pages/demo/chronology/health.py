"""Key events as Community Health (midwifery and health visiting) recorded them."""

from scr.pages.demo.chronology.rows import notes

KEY_EVENTS = notes("""
-788 | HV1 | Child health record
C: S1 seen at clinic with M, 23 months. Walking well, about twenty words, weight on the 50th centile. Bottle
   still given at night; dental advice.
F: M wanted to know about playgroups. No concerns expressed.

-762 | HV1 | Family file
A: Copy of a letter from Social Care to M received (police attendance, S1 present). Filed. HV1 to mention at
   next contact.
N: The contact in which it was to be mentioned did not happen until three months later.

-705 | HV1 | Child health record
C: Two year check offered for S1 at the clinic, not brought.
A: Second appointment sent to Address 1.

-691 | HV1 | Child health record
C: S1 not brought for the second appointment.
A: Letter returned by the post office a week later marked "gone away". Child health department asked to
   trace.

-662 | HV1 | Family file
F: HV1 found the family at Address 2 after a chance meeting with MGM in the clinic. M pale, polite, said
   that moving had been "a nightmare". Asked about home life with F in the next room: "fine".
C: S1 toddled about, clingy, nappy rash treated.
N: Not asked again in private on this visit.

-633 | HV1 | Family file
C: S1 seen at home: two year check done late. Speech behind for age, otherwise satisfactory. Referred for a
   speech and language screen.
F: M said that she thought she might be expecting and had "sorted it with the doctor".
A: No note to midwifery; HV1 understood the GP had referred.

-601 | MW2 | Midwifery message book
A: Booking appointment letter for M returned by the hospital post room. Address on the GP referral is
   Address 1. Nobody in the team knew of a new one.
N: HV1, along the corridor, had Address 2.

-559 | MW1 | Midwifery message book | health-call-from-cpn1
A: Call from CPN1 in mental health today: M is about five months pregnant and not booked. Booking visit
   fixed for tomorrow at the clinic.
N: CPN1's own record has the call four days earlier.

-558 | MW1 | Hand-held maternity record | health-booking
F: Booking at 22 weeks by dates. F came in with M, sat beside her, gave the dates, answered about alcohol
   and smoking. Routine question about violence not asked because F was present. M smokes ten a day, takes
   an antidepressant.
N: The reason for not asking was written down and a way to ask later was planned: good practice. It was
   followed up once.

-551 | MW1 | Cause for concern form | health-concern-form
A: Cause for concern form completed: late booking, partner speaks for M, mental health treatment, moves.
   Sent to HV1, MW3 (named midwife) and the GP practice. MW3 advises referral to Social Care if the picture
   does not improve.

-544 | MW1 | Midwifery record
F: Community antenatal visit at Address 2 after the scan. M alone for ten minutes. Asked about violence: "he
   shouts, he has never hit me". Given a card with the helpline number printed like a shop loyalty card.
N: Good practice.

-530 | MW1 | Midwifery record
F: M did not attend the antenatal clinic. No reply to telephone.

-518 | MW1 | Referral form | health-referral-csc
A: Referral to Social Care written and faxed: late booking, missed clinic, two police attendances learned of
   from M, F's drinking. Fax confirmation attached.

-509 | MW1 | Midwifery record
A: SW1 telephoned to say that an assessment was nearly complete and that a children's centre would help. MW1
   said that she would like to see the assessment.
N: The assessment was not sent to midwifery.

-502 | HV1 | Family file
C: S1 heard in the background, asleep by the end.
F: Antenatal contact by HV1 at Address 2. M packing for the move. Feeding, sleep, smoking covered. M cried
   when asked how she was and then said that it was hormones.
A: HV1 told GP2 by telephone that M was low.

-488 | MW1 | Midwifery record
F: M came to clinic with a plaster on her hand and a mark on her upper arm. Said that a door had broken in
   the night. F not with her. MW1 asked directly; M said that the police had been and that F had gone.
A: MW1 told MW3 the same day. MW3 to ensure that Social Care knew; police notification was understood to
   cover it.

-474 | MW1 | Midwifery record
F: 34 weeks at Address 3. M brighter. Baby's movements good. Smoking down to five a day. S1's cot bed up.

-447 | MW1 | Meeting note | health-prebirth
A: Pre-birth planning meeting at the maternity unit: MW1 (chair), HV1, SW1 and MW4. Agreed: discharge with
   the usual visits, family support worker to start, HV1 to visit weekly for six weeks.
N: Social Care's own record says that SW1 sent apologies.

-433 | MW1 | Midwifery record
F: M telephoned in early labour, advised to go in. MGM with S1.

-429 | MW2 | Postnatal record
C: First home visit, day 3. Linnet pink, feeding two to three hourly, cord drying. Weight not due.
F: M comfortable. F let MW2 in, said he was "on the settee for a few nights".
N: F's presence was in the postnatal notes, which do not go to Social Care.

-422 | MW2 | Postnatal record
C: Day 10. Linnet weighed 2.66 kg, back above birth weight (2.61 kg). Slightly sticky eye, cleaned.
F: M weepy at times, appetite fair. Aware of who to ring.

-418 | MW2, HV1 | Handover form
A: Care handed from midwife to health visitor by telephone and form. Form lists: late booking, low mood, F's
   drinking. "Social Care involved."

-417 | HV1 | Child health record
C: New birth visit. Linnet alert, fontanelle normal, hips for check by GP. Placed on her back to sleep. Room
   warm.
F: M had read the safe sleep leaflet. HV1 asked about F: "he comes and goes".

-404 | HV1 | Child health record
C: Linnet 4 weeks, 3.30 kg, smiling not yet seen, fixes on faces. S1 shows interest and is gentle.
F: Mood score completed by M: 11 of 30. To be repeated at eight weeks.

-385 | HV1 | Child health record | health-f-home
C: Linnet nearly seven weeks, smiled at F, who was holding her when HV1 came. Skin clear.
F: F in his socks, made tea, knew where everything was. M said that he was "back, mostly".
A: HV1 meant to tell SW1 at the next meeting. No record that it was done.

-376 | HV1 | Child health record
C: Linnet 4.35 kg, just under the 25th centile. First immunisations due, M to ring.
F: Mood score 9. M said that sleep was better.

-376 | HV1 | Family file
A: Discharge note from PLV1 read: Linnet seen in the emergency department on the day before with a fever,
   home after four hours. HV1 checked temperature and feeding at visit: well.

-356 | HV1 | Handover record | health-handover-spoken
A: HV1 leaves the service on Friday. Caseload of forty-one families handed to TLH1 on a list. Families at
   Address 3 "talked through with HV2 in person", graded medium.

-349 | HV2 | Handover record | health-handover-list
A: HV2 takes on part of the vacant caseload for six weeks pending appointment. Received a list of names and
   grades. No spoken handover was given for any family. File for Address 3 in store.
N: The two accounts of the handover cannot both be right.

-335 | TLH1 | Caseload record
A: TLH1 to the locality manager: two of five posts vacant, only new births and graded-high families are
   being seen.

-315 | HV2 | Child health record | health-no-imms
C: First contact by HV2, at clinic. Linnet 16 weeks, 6.05 kg, 50th centile, bright, good head control. First
   immunisations not yet given.
F: M said that nobody had been for "ages". Polite about it. F waited outside.

-314 | HV2 | Family file
A: SW2 telephoned to say that an assessment was under way because of a call from a member of the public and
   asked for weights. Given. HV2 asked to be kept informed.

-300 | HV2 | Family file
C: Linnet lying on a play mat in front of the television, content. Has had first immunisations, 4 weeks
   late.
F: Home visit. M guarded, F at home. M walked HV2 to the gate and began to say something, then stopped when
   F came out.
N: HV2 wrote this down on the day. It was not passed to SW2.

-294 | HV2 | Family file
A: Police notification of assault read at the Monday meeting. HV2 rang M's mobile: voicemail. Rang MGM: M
   and the children are there and safe.

-291 | HV2 | Family file
F: MGM telephoned the clinic: M has gone to a friend in Harrowdale with both children and has taken the red
   book.

-276 | CHD1 | Child health department
A: Records requested by Harrowdale child health department for Linnet and S1. Request logged.

-262 | CHD1 | Child health department | health-records-sent
A: Records for Linnet and S1 sent to Harrowdale by recorded post, fourteen days after they were asked for.
   No covering summary from HV2, who had returned to her own area.
N: Harrowdale says that they arrived with one volume missing.

-203 | CHD1 | Child health department
A: Harrowdale reports by form that both children have "left area, address unknown". Form filed; system still
   shows Harrowdale as resident area.

-189 | CHD1 | Child health department
A: Records returned from Harrowdale in one envelope. Placed in the tray for "no current area".
N: They lay there for ten working days.

-185 | HV2 | Liaison form | health-fall-mgm
A: Liaison form from PLV1 received: Linnet, seven months, seen in the emergency department on {day:-198}
   after a fall from a sofa, brought by MGM, minor bump, home with advice. For HV to follow up.
N: The hospital's own notes have F as the adult who brought her.

-175 | HV2 | Child health record
C: HV2, now permanent in the area, found the family through the liaison form and visited. Linnet, nearly
   nine months, 7.45 kg, between 9th and 25th centile, solemn, would not be put down.
F: M said that they had been back "about six weeks". She did not mention the fall until asked, then said
   that MGM had been there.
A: Records traced to the tray in the child health department the same afternoon.

-171 | HV2 | Family file
A: HV2 rang the nurse in Harrowdale, HHV1, who said that Linnet's weight had been falling there and that a
   referral to children's services had been written. HV2 asked for a copy.

-167 | HV2 | Child health record
C: Red book read through with M: no entry from Harrowdale for the last five weeks there. S1's immunisations
   up to date.
F: M tired, agreed to weekly weighing at clinic.

-164 | HV2 | Strategy discussion note | health-strategy-164
A: Took part by telephone in a strategy discussion called by TM1 (SW3, DC2). HV2 gave the weight history and
   the missed contacts. HV2 said that she favoured a conference. To be decided after the joint visit.

-153 | NNS1, HV2 | Supervision record
A: Safeguarding supervision. NNS1 advised HV2 to put her view on a conference in writing to TM1.
N: Letter drafted, found unsigned in the file.

-147 | HV2 | Telephone record
A: SW3 rang to say that there will be no conference. HV2 surprised; asked for the reasons; told they would
   be in the minutes.

-146 | HV2 | Meeting note | health-cin-146
A: Child in need meeting, first. Present TM1, SW3, NM1, CPN2, FSW1, M and MGM. Plan: weekly weighing, F not
   to stay the night, FSW1 weekly. HV2 asked what would happen if weights were missed; to be looked at next
   time.

-143 | HV2 | Clinic record
C: Linnet 7.70 kg, 9th centile. Pale. Advice on three meals a day.
F: M came with MGM, in good time.

-129 | HV2 | Clinic record
C: Linnet 7.85 kg. Gain of 150 g in a fortnight. Waved.
F: M pleased.

-126 | HV2 | Family file
C: Eleven month review offered at home: M asked for clinic instead.

-118 | HV2 | Meeting note
A: Child in need meeting, second. Three of six weighings kept. HV2 said that this was not good enough; M
   promised better. SW3 summed up that progress was being made.

-115 | HV2 | Clinic record
C: Linnet 7.95 kg, just on the 9th centile. Cough, chest clear to listen.
F: M spoke little. A bruise on M's forearm, "a cupboard". HV2 asked if she was safe at home: "of course".
A: HV2 rang SW3, left a message about the bruise.

-103 | HV2 | Family file
A: Note to self: no weights for two weeks, no minutes from the last meeting. Rang SW3's office: on sick
   leave.

-91 | HV2 | Email
A: Apologies to SW3 for tomorrow's meeting, clash with immunisation session. HV2 attached Linnet's chart and
   wrote: "static for four weeks, I am concerned".
N: The minutes record the weight as "static; HV2 to review" and no discussion.

-76 | HV2 | Clinic record | health-centile
C: Linnet, nearly twelve months, 8.10 kg, below the 9th centile; she had been on the 50th at four months.
   Pulled to stand, pale, wary. Skin intact.
F: M said that she eats "like a horse". Food diary given.
A: Letter to GP1 asking for a referral to the paediatric clinic. Copy to SW3.

-73 | NNS1, HV2 | Supervision record
A: Discussed faltering weight. NNS1: follow the referral up in a week, keep a chart in front of every
   meeting.

-61 | HV2 | Telephone record | health-mgm-call
F: MGM telephoned HV2 at the clinic. F has been living at Address 3 "all along", M drinks with him at night
   and Linnet is "too quiet". MGM said that she had rung Social Care last night as well and begged not to be
   named.
A: HV2 rang SW3, who said that she had already spoken to M and that M denied it.

-59 | HV2 | Telephone record | health-call-mh
A: HV2 rang the mental health team and spoke to the duty worker about M: low, possibly drinking, baby losing
   weight. Asked that CPN2 see M this week and ring back.
N: No call back. The team has no note of the call.

-55 | HV2 | Child health record
C: Unannounced visit. Linnet in a high chair with a crust, clean face, dark under the eyes. 8.05 kg on the
   portable scales.
F: M said F was "just here to fix the sink". He left without speaking.
A: Email to SW3 that F was there again.

-41 | HV2 | Meeting note | health-objects
A: Child in need meeting, last. HV2 said clearly that she did not agree to closing: weight has not
   recovered, clinic appointment missed, F in the home. SW3 said that the threshold was not met. HV2 asked
   for her disagreement to be minuted.
N: The minutes record that all agreed. The procedure for settling professional differences was not used.

-40 | NNS1, HV2 | Telephone record
A: HV2 told NNS1 of the closure. NNS1 on leave from tomorrow; to be talked about in supervision next month.

-38 | HV2 | Clinic record
C: Linnet 8.10 kg, on the 2nd centile. Quiet, sat where she was put, watched the door. Last time that a
   health visitor saw her.
F: M and MGM. M said the hospital "never wrote". HV2 gave her the date of the next appointment in writing.

-31 | HV2 | Family file
F: Visit by arrangement, no access. Card left. Washing on the line.

-26 | HV2 | Family file
A: Clinic note from hospital by telephone: Linnet not brought again on {day:-27}, will be discharged to GP.
   HV2 asked that this be thought about again; told it is policy.

-24 | HV2 | Family file
F: Second visit, no access. Neighbour said that they were in.

-17 | HV2 | Family file
F: Third visit, no access. Letter posted asking M to ring.
A: HV2 rang Social Care and was told that the family was closed and that she could make a new referral. HV2
   to discuss with NNS1 on her return.
N: Three failed visits and a closed case were each known; the referral was not made in the fifteen days that
   followed.

-4 | HV2 | Family file
A: Police notification of {day:-9} read at the weekly meeting. HV2 to visit at the start of next week.

-2 11.30 | NNS1 | Named nurse record
A: NNS1 told of Linnet's death by the hospital's liaison. Records for both children and the maternity record
   locked in the safeguarding office. HV2 and MW1 told in person by TLH1.
""")
