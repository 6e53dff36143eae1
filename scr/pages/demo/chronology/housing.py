"""What the borough's housing service recorded."""

from scr.pages.demo.chronology.rows import notes

KEY_EVENTS = notes("""
-728 | HSO1 | Homelessness application
F: M and F at the counter with notice from private landlord, Address 1. One child. Application taken. M did
   not speak while F was there.

-719 | HSO1 | Homelessness file
A: Landlord confirms notice: complaints of noise. Nothing asked about violence, form has no such question.

-691 | HSO1 | Homelessness file
F: Placed in temporary accommodation, Address 2: one room with kitchen, third floor. Keys signed for by F.

-676 | HO2 | Site book
F: Neighbouring room complains of shouting at night. Letter to both tenants.

-670 | HO2 | Site book
F: Police on site in the small hours (heard from the night porter). F away for two days, back by the Friday.

-640 | HRM1 | Repairs log
F: Damp in corner. Treated with fungicide, child's cot moved from the wall by the operative.

-584 | HSO1 | Homelessness file
F: M came alone and asked for a place in her own name. Told that the application was joint. She said that it
   did not matter.
N: A moment at which M might have been asked why.

-532 | HSO1 | Homelessness file
F: M pregnant, priority raised. Letter to M and F jointly.

-497 | HO1 | Tenancy agreement
F: Joint tenancy of Address 3, two bedrooms, first floor, signed by M and F. MGM there with S1.
C: S1 chose the back bedroom.

-490 | HRM1 | Repairs log
F: Out of hours: door frame split, made safe at 2am. "Police job."

-483 | HO1 | Tenancy file
F: New tenant visit. M alone, said that F was at work. Door discussed; recharge to joint tenants.

-481 | HO1 | Tenancy file | housing-f-there
F: HO1 called back for a signature. F opened the door in his dressing gown and signed. He said that he had a
   day off.
N: In the same week M told Social Care that he had left.

-462 | HRM1 | Repairs log
A: Message taken from SW1 about a window lock in the child's room. Order raised, routine, 28 days.

-402 | HRM1 | Repairs log
F: Window lock: no access on two visits, order closed.

-374 | HO1 | Tenancy file
F: Rent two weeks behind. F rang to offer an amount each week.

-340 | HO2 | Noise complaint file
F: N1 complains of "rows most weekends". Diary sheets sent to N1.

-304 | HO2 | Noise complaint file
A: Diary sheets returned with eleven entries in five weeks, two of them with a child crying. Read by HO2 for
   noise. Not shared.
N: The sheets were the fullest record of the household that anyone had.

-294 | HRM1 | Repairs log
F: Glass in inner door replaced. F let the operative in.

-259 | HO1 | Tenancy file | housing-f-alone
F: Tenancy check. F living there alone, "she's gone off with the kids". Rent paid by him.
A: HO1 rang the children's social worker to pass this on and left a message with the duty desk.
N: Social Care has no entry for this message.

-213 | HO1 | Tenancy file
F: Pushchair and toys on the landing again, seen from the stairs. Neighbour complains of blocked way.

-175 | HO2 | Noise complaint file
A: N1 rings: "they are back and it is worse". New diary sheets posted.

-133 | TSW1 | Tenancy support referral
F: M referred herself for help with arrears. Visit: M and both children, F asleep in the bedroom.
C: Linnet on a blanket, S1 beside her. Linnet had a cold.
N: F was by then not to stay overnight. TSW1 did not know that there was a plan.

-98 | TSW1 | Tenancy support file
F: M had the budget sheet half done. F joined in, friendly, said that "we" would pay it off.

-70 | TSW1 | Tenancy support file
F: M cancelled by text. F seen on the balcony.

-42 | HM1 | Noise complaint file
A: HM1 decided that the noise was "domestic" and not a matter for action. File closed, letter to N1.

-17 | HO1 | Tenancy file
F: Visit about arrears. No reply, curtains drawn at noon, child heard crying and then not. Card left.
A: HO1 mentioned it in the office. No one knew whom to ring.

-2 09.30 | HM1 | Management note
A: Police asked for access and a new lock. File and repairs log printed and locked away by HM1.
""")
