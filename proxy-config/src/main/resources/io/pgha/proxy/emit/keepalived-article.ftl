vrrp_script chk_haproxy {
    script "killall -0 haproxy"
    interval 2
    weight 2
}
<#list instances as instance>

vrrp_instance ${instance.name} {
    interface ${instance.networkInterface}
    state ${instance.state}
    virtual_router_id ${instance.routerId}
    priority ${instance.priority}
    advert_int 1
    authentication {
        auth_type PASS
        auth_pass ${secret}
    }
    virtual_ipaddress {
        ${instance.address}
    }
    track_script {
        chk_haproxy
    }
}
</#list>
