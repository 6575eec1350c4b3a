#!/usr/bin/env python3
"""An EC2 API on loopback whose instances are real machines: moto's EC2 model over the containers of machines.py.

moto keeps the records (ids, tags, filters), model.py the rules of EC2 that moto does not check. Here are ClientToken,
pages, the faults one can inject, and the start of the server.
"""
import functools
import json
import os
import threading
import time

ENV = os.environ
PORT, REGION, SUBNET = int(ENV["EC2LAB_PORT"]), ENV.get("EC2LAB_REGION", "eu-central-1"), ENV["EC2LAB_SUBNET"]
AMIS = [{"ami_id": f"ami-0ec21ab{n:010d}", "name": image, "virtualization_type": "hvm", "architecture": "x86_64",
         "root_device_type": "ebs", "root_device_name": "/dev/sda1", "region_name": REGION + "a"}
        for n, image in enumerate(ENV["EC2LAB_IMAGE"].split(","), 1)]
ENV.update(MOTO_AMIS_PATH=ENV["EC2LAB_STATE"] + "/amis.json", MOTO_ENABLE_AMI_VALIDATION="true")  # read by the imports
with open(ENV["MOTO_AMIS_PATH"], "w") as amis:
    json.dump(AMIS, amis)

from moto.core import DEFAULT_ACCOUNT_ID
from moto.core.responses import ActionResult
from moto.ec2 import urls
from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models import ec2_backends, instances
from moto.ec2.models.subnets import Subnet
from moto.ec2.responses import EC2Response
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from werkzeug.serving import run_simple
from werkzeug.wrappers import Request, Response

from machines import LOCK, NETWORK, STATE, Machine, docker, watch
from model import Backend, check_address, free_address
from placement import PlacementGroupApi

TOKENS = {}  # ClientToken -> (parameters, result)
FAULTS = []
STATUS = {"InsufficientInstanceCapacity": 500, "InternalError": 500, "RequestLimitExceeded": 503, "Unavailable": 503,
          "AuthFailure": 401, "UnauthorizedOperation": 403}  # HTTP status of an injected error; all others 400


def once(handler):
    """EC2's idempotency: the same ClientToken again answers with what the first call made."""
    @functools.wraps(handler)
    def wrapper(self):
        if not (token := self._get_param("ClientToken")):
            return handler(self)
        key, parameters = (self.region, handler.__name__, token), json.dumps(self.params, sort_keys=True, default=str)
        if key not in TOKENS:
            TOKENS[key] = parameters, handler(self)  # an error is not remembered
        if TOKENS[key][0] != parameters:
            raise EC2ClientError("IdempotentParameterMismatch", "Arguments on this idempotent request are inconsistent "
                                 "with arguments used in previous request(s).")
        return TOKENS[key][1]
    return wrapper


def paged(key):
    """MaxResults and NextToken for a handler that knows only the whole list."""
    def decorate(handler):
        def wrapper(self):
            whole = handler(self).result[key]
            start = int(self._get_param("NextToken") or 0)
            end = start + int(self._get_param("MaxResults") or len(whole))
            return ActionResult({key: whole[start:end], "NextToken": str(end) if end < len(whole) else None})
        return wrapper
    return decorate


def take_fault(action):
    with LOCK:
        for fault in FAULTS:
            if fault.get("action", "*") in ("*", action):
                fault["times"] = fault.get("times", 1) - 1
                if fault["times"] <= 0:
                    FAULTS.remove(fault)
                return fault
    return {}


class Api(PlacementGroupApi, EC2Response):
    # RunInstances shows the true state, not moto's fixed "pending"
    RESPONSE_KEY_PATH_TO_TRANSFORMER = {
        path: change for path, change in EC2Response.RESPONSE_KEY_PATH_TO_TRANSFORMER.items()
        if not path.startswith("RunInstances.")}
    create_network_interface = once(EC2Response.create_network_interface)
    describe_network_interfaces = paged("NetworkInterfaces")(EC2Response.describe_network_interfaces)
    describe_volumes = paged("Volumes")(EC2Response.describe_volumes)
    describe_security_groups = paged("SecurityGroups")(EC2Response.describe_security_groups)

    @once
    def run_instances(self):
        self.params["MinCount"] = self.params.get("MaxCount", 1)  # moto would start MinCount
        if group := self._get_param("Placement.GroupName"):
            self._placement_group(group)
        answer = super().run_instances()
        for machine in answer.result.instances:
            machine.placement.group_name = group or ""
        return answer

    @once
    def create_volume(self):
        zone = self._get_param("AvailabilityZone")
        if not self.ec2_backend.get_zone_by_name(zone):
            raise EC2ClientError("InvalidZone.NotFound", f"The zone '{zone}' does not exist.")
        return super().create_volume()

    def stop_instances(self):
        if self._get_bool_param("Force", False):
            for machine in self.ec2_backend.get_multi_instances_by_id(self._get_param("InstanceIds", [])):
                machine.stop(force=True)
        return super().stop_instances()

    def detach_volume(self):
        if self._get_bool_param("Force", False):
            self.ec2_backend.detach_volume(self._get_param("VolumeId"), self._get_param("InstanceId"), None, force=True)
        return super().detach_volume()

    def call_action(self):
        fault, answer = take_fault(self._get_action()), None
        if fault.get("after"):  # the call takes effect, only its answer is late or an error
            with LOCK:
                answer = super().call_action()
        time.sleep(fault.get("hang", 0))
        if code := fault.get("code"):
            message = fault.get("message", "injected by the lab")
            body = (f"<Response><Errors><Error><Code>{code}</Code><Message>{message}</Message></Error></Errors>"
                    "<RequestID>ec2lab</RequestID></Response>")
            return fault.get("status", STATUS.get(code, 400)), {"Content-Type": "text/xml"}, body
        with LOCK:
            answer = answer or super().call_action()
            for machine in self.ec2_backend.all_instances():
                machine.filter_packets()  # whatever the call has changed in groups and interfaces
            return answer


def control(request):
    """GET, POST (one or a list) and DELETE /_lab/faults; POST /_lab/machines/INSTANCE/VERB."""
    what, *rest = request.path.strip("/").split("/")[1:]
    if what == "faults":
        with LOCK:
            if request.method == "DELETE":
                FAULTS.clear()
            elif request.method == "POST":
                new = json.loads(request.get_data())
                FAULTS.extend(new if isinstance(new, list) else [new])
            return json.dumps(FAULTS)
    machine, verb = ec2_backends[DEFAULT_ACCOUNT_ID][REGION].get_instance(rest[0]), rest[1]
    verbs = {"kill": ["kill"], "boot": ["start"], "freeze": ["pause"], "thaw": ["unpause"],
             "cut": ["network", "disconnect", NETWORK],
             "mend": ["network", "connect", "--ip", machine.private_ip, NETWORK]}
    done = docker(*verbs[verb], machine.id)
    machine.seen(verb)
    return done


def application(environ, start_response, moto=DomainDispatcherApplication(create_backend_app)):
    if not environ["PATH_INFO"].startswith("/_lab/"):
        return moto(environ, start_response)
    try:
        response = Response(control(Request(environ)) + "\n")
    except Exception as e:
        response = Response(f"{type(e).__name__}: {e}\n", status=400)
    return response(environ, start_response)


if __name__ == "__main__":
    for folder in ("instances", "volumes"):
        (STATE / folder).mkdir()
    instances.Instance, ec2_backends.backend, urls.url_paths["{0}/"] = Machine, Backend, Api.dispatch
    Subnet.get_available_subnet_ip, Subnet.request_ip = free_address, check_address
    backend = ec2_backends[DEFAULT_ACCOUNT_ID][REGION]
    vpc = backend.create_vpc(SUBNET)
    subnet = backend.create_subnet(vpc.id, SUBNET, availability_zone=REGION + "a")
    group = backend.create_security_group("ec2lab", "open to the whole subnet", vpc_id=vpc.id)
    backend.authorize_security_group_ingress(group.id, "-1", None, None, [{"CidrIp": SUBNET}])
    facts = {"ENDPOINT": f"http://127.0.0.1:{PORT}", "REGION": REGION, "ZONE": REGION + "a", "VPC_ID": vpc.id,
             "SUBNET_ID": subnet.id, "SUBNET": SUBNET, "GATEWAY": SUBNET.split("/")[0].rsplit(".", 1)[0] + ".1",
             "SECURITY_GROUP_ID": group.id, "IMAGE_ID": AMIS[0]["ami_id"]}
    (STATE / "lab.env").write_text("".join(f"EC2LAB_{name}={value}\n" for name, value in facts.items()))
    threading.Thread(target=watch, args=(backend.get_instance_by_id,), daemon=True).start()
    run_simple("127.0.0.1", PORT, application, threaded=True, request_handler=MotoRequestHandler)
